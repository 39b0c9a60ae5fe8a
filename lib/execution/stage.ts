import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { StagedWrite } from '../repository/writes.js';
import type { StagedItem } from './staged-write.js';

/** `TransactWriteItems` takes 100 actions, of which one is the record's completion. */
const MAX_STAGED_WRITES = 99;
const KINDS = ['Put', 'Update', 'Delete', 'ConditionCheck'] as const;

/** The writes that one execution wants to happen together with its completion. */
export class Stage {
  readonly writes: StagedWrite[] = [];

  constructor(private readonly member: string) {}

  add(item: StagedItem): void {
    const kinds = KINDS.filter((kind) => item[kind] !== undefined);
    const [kind] = kinds;
    const input = kind && item[kind];
    if (kinds.length !== 1 || !kind || !input || typeof input.TableName !== 'string') {
      throw this.refused('expects exactly one of Put, Update, Delete and ConditionCheck, with a TableName');
    }
    if (this.writes.length === MAX_STAGED_WRITES) {
      throw this.refused(`takes at most ${MAX_STAGED_WRITES} writes: a DynamoDB transaction has 100 actions`);
    }
    this.writes.push({ kind, input });
  }

  private refused(why: string): IdempotencyConfigurationError {
    return new IdempotencyConfigurationError(`${this.member}: execution().stage() ${why}.`);
  }
}
