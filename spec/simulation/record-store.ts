import type { IdempotencyRecord } from '../../lib/repository/record.js';
import type {
  ClaimRequest,
  CommitRequest,
  CommitUnclaimedRequest,
  SaveStepRequest,
} from '../../lib/repository/writes.js';
import type { CallRun } from './call-run.js';
import type { Subject } from './load-subject.js';
import type { Packet } from './packet.js';

/** A record, with what is true of it and no part of the library is told. */
export interface Stored {
  readonly record: IdempotencyRecord;
  /** The call whose claim, or transaction without one, took effect last; undefined: an operator settled the record. */
  readonly claimant: CallRun | undefined;
  /** Which call stored each step, and what it was. */
  readonly steps: ReadonlyMap<string, StoredStepTruth>;
  /** The result, when COMPLETE, as its producer knew it. */
  readonly value: string | undefined;
  /** Whose result it is. */
  readonly producer: CallRun | undefined;
}

export interface StoredStepTruth {
  readonly call: CallRun | undefined;
  /** The expiry of the record when the step was stored. */
  readonly expiresAtSeconds: number;
  /** The one that its owner knew of, and wrote beside it: earlier, if a renewal overtook the step. */
  readonly knownExpirySeconds: number;
}

export type Effect =
  | { readonly applied: true; readonly before: Stored | undefined; readonly after: Stored }
  | { readonly applied: false; readonly stands: Stored | undefined };

/** The store: every write's real rule, applied to one item at a time. */
export class RecordStore {
  readonly records = new Map<string, Stored>();
  readonly parts = new Map<string, Uint8Array>();
  /** How often each call's staged writes took effect. */
  readonly staged = new Map<CallRun, number>();

  constructor(private readonly rules: Subject['WRITE_RULES']) {}

  apply(packet: Packet): Effect {
    const before = this.records.get(packet.recordId);
    const effect = this.effectOf(packet, before?.record);
    if (effect === 'refused') return { applied: false, stands: before };
    const after = truthOf(packet, before, effect);
    this.records.set(packet.recordId, after);
    packet.effects++;
    this.countStaged(packet);
    return { applied: true, before, after };
  }

  /** Whether the record's own condition holds. */
  admits(packet: Packet): boolean {
    return this.effectOf(packet, this.records.get(packet.recordId)?.record) !== 'refused';
  }

  /** Another store with the same records, for looking ahead. */
  copy(): RecordStore {
    const copy = new RecordStore(this.rules);
    for (const [id, stored] of this.records) copy.records.set(id, stored);
    return copy;
  }

  private effectOf({ kind, request }: Packet, record: IdempotencyRecord | undefined) {
    if (!(kind in this.rules)) throw new Error(`There is no rule for ${kind}.`);
    // A packet is made by the method of its kind, from that method's own request.
    const rule = this.rules[kind as keyof Subject['WRITE_RULES']] as (
      record: IdempotencyRecord | undefined,
      request: unknown,
    ) => IdempotencyRecord | 'refused';
    return rule(record, request);
  }

  private countStaged({ kind, call, request }: Packet): void {
    if (call === undefined || (kind !== 'commit' && kind !== 'commitUnclaimed')) return;
    const { staged } = request as CommitRequest | CommitUnclaimedRequest;
    if (staged.length > 0) this.staged.set(call, (this.staged.get(call) ?? 0) + 1);
  }
}

const NO_STEPS: ReadonlyMap<string, StoredStepTruth> = new Map();

function truthOf({ kind, call, request }: Packet, before: Stored | undefined, record: IdempotencyRecord): Stored {
  const kept = { claimant: before?.claimant, steps: before?.steps ?? NO_STEPS, value: undefined, producer: undefined };
  switch (kind) {
    case 'claim': {
      const continued = (request as ClaimRequest).form === 'continue';
      return {
        record,
        claimant: call,
        steps: continued ? kept.steps : NO_STEPS,
        value: undefined,
        producer: undefined,
      };
    }
    case 'commitUnclaimed':
      return { record, claimant: call, steps: NO_STEPS, value: call?.produced, producer: call };
    case 'complete':
    case 'commit':
      return { ...kept, record, steps: NO_STEPS, value: call?.produced, producer: call };
    case 'settle':
      return { ...kept, record, claimant: undefined, value: record.status === 'COMPLETE' ? 'settled' : undefined };
    case 'saveStep': {
      const { name, stepExpiresAtSeconds: knownExpirySeconds } = request as SaveStepRequest;
      const truth = { call, expiresAtSeconds: before?.record.expiresAtSeconds ?? 0, knownExpirySeconds };
      return { ...kept, record, steps: new Map(kept.steps).set(name, truth) };
    }
    default:
      return { ...kept, record, value: before?.value, producer: before?.producer };
  }
}
