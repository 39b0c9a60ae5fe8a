import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { StagedWrite } from '../repository/writes.js';
import type { StagedItem } from './staged-write.js';
import { NotAnAttributeValue, toAttributeValues } from './to-attribute-value.js';

/** `TransactWriteItems` takes 100 actions, of which one is the record's completion. */
const MAX_STAGED_WRITES = 99;
/** It takes 4 MB in all, of which the record may need a tenth. */
const MAX_STAGED_BYTES = 3_600_000;

const KINDS = ['Put', 'Update', 'Delete', 'ConditionCheck'] as const;
/** The parameters that hold values of the document client's notation. */
const WITH_VALUES = ['Item', 'Key', 'ExpressionAttributeValues'] as const;

type Parameters = Readonly<Record<string, unknown>>;

/** The writes that one execution wants to happen together with its completion. */
export class Stage {
  private readonly writes: StagedWrite[] = [];
  private bytes = 0;
  private items: Set<string> | undefined;
  private hasEnded = false;

  constructor(private readonly member: string) {}

  /** The method has ended: what it staged. Whatever it left running can stage nothing any more. */
  end(): readonly StagedWrite[] {
    this.hasEnded = true;
    return this.writes;
  }

  /** @throws IdempotencyConfigurationError for what DynamoDB would refuse, before anything is sent. */
  add(item: StagedItem): void {
    if (this.hasEnded) throw this.refused('was called after the method had ended: await all that it begins');
    const write = this.read(item);
    const bytes = sizeOf(write.input);
    if (this.writes.length === MAX_STAGED_WRITES) {
      throw this.refused(`takes at most ${MAX_STAGED_WRITES} writes, since a DynamoDB transaction has 100 actions`);
    }
    if (this.bytes + bytes > MAX_STAGED_BYTES) {
      throw this.refused(`takes at most ${MAX_STAGED_BYTES} bytes in all, since a DynamoDB transaction has 4 MB`);
    }
    this.refuseSecondActionOn(write.input);
    this.bytes += bytes;
    this.writes.push(write);
  }

  private read(item: StagedItem): StagedWrite {
    const kinds = KINDS.filter((kind) => item[kind] !== undefined);
    const [kind] = kinds;
    if (kinds.length !== 1 || kind === undefined || typeof item[kind]?.TableName !== 'string') {
      throw this.refused(`expects exactly one of ${KINDS.join(', ')}, with its TableName`);
    }
    try {
      return { kind, input: withAttributeValues(kind, { ...item[kind] }) };
    } catch (error) {
      if (error instanceof NotAnAttributeValue) throw this.refused(`cannot take this write: ${error.message}`);
      throw error;
    }
  }

  /** DynamoDB takes one action per item. What a Put's key is, only DynamoDB knows; it refuses what is missed here. */
  private refuseSecondActionOn({ TableName, Key }: Parameters): void {
    if (Key === undefined) return;
    const item = JSON.stringify([TableName, Object.entries(Key as object).sort()]);
    const items = (this.items ??= new Set());
    if (items.has(item)) {
      throw this.refused('takes one write per item: combine an update with its condition in one write');
    }
    items.add(item);
  }

  private refused(why: string): IdempotencyConfigurationError {
    return new IdempotencyConfigurationError(`${this.member}: execution().stage() ${why}. Nothing was written.`);
  }
}

function withAttributeValues(kind: string, given: Parameters): Parameters {
  const converted = WITH_VALUES.flatMap((name) => {
    const values = given[name];
    return typeof values === 'object' && values !== null ? [[name, toAttributeValues(values, `${kind}.${name}`)]] : [];
  });
  const { ExpressionAttributeNames: names } = given;
  // As the values: later changes have no effect.
  const named = typeof names === 'object' && names !== null ? { ExpressionAttributeNames: { ...names } } : {};
  return { ...given, ...named, ...Object.fromEntries(converted) };
}

const sizeOf = (input: Parameters): number =>
  Buffer.byteLength(JSON.stringify(input, withoutBytes)) + bytesIn(input);

const withoutBytes = (_name: string, value: unknown): unknown => (value instanceof Uint8Array ? '' : value);

/** Binary values count with their length, which their JSON form does not have. */
const bytesIn = (value: unknown): number =>
  value instanceof Uint8Array
    ? value.length
    : typeof value === 'object' && value !== null
      ? Object.values(value).reduce<number>((sum, each) => sum + bytesIn(each), 0)
      : 0;
