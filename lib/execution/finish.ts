import type { IdempotencyRecord } from '../repository/record.js';
import type { Refused, WriteAnswer } from '../repository/repository.js';
import type { OutcomeText } from '../result/stored-outcome.js';
import type { Call } from './call.js';
import { finishedExpiry } from './claim.js';
import type { HeldLease } from './held-lease.js';
import { storeOutcome } from './store-outcome.js';

/** How the owner's last write ended. */
export type Finished =
  /** The record is COMPLETE with my outcome. */
  | { readonly kind: 'stored' }
  /** Another execution of the same request completed the record: its outcome answers, so that no two callers differ. */
  | { readonly kind: 'superseded'; readonly record: IdempotencyRecord }
  /** Another execution holds the record, or it is gone. */
  | { readonly kind: 'lost' }
  /** The repository could not be reached: the record stays IN_PROGRESS until its lease is over. */
  | { readonly kind: 'unknown'; readonly cause: unknown };

/** Completes the held record with this outcome. Never throws. */
export async function complete(call: Call, lease: HeldLease, outcome: OutcomeText): Promise<Finished> {
  try {
    const expiresAtSeconds = finishedExpiry(call.operation, call.clock.now());
    const stored = storeOutcome(call, outcome, expiresAtSeconds);
    const result = stored instanceof Promise ? await stored : stored;
    const answer = await call.store.persist((repository, limit) =>
      repository.complete({ held: lease.record, result, expiresAtSeconds }, limit),
    );
    return finishedBy(call, answer);
  } catch (cause) {
    return { kind: 'unknown', cause };
  }
}

/** What an answer to a completing write says. COMPLETE by me is my own earlier try, whose response was lost. */
export function finishedBy(call: Call, answer: WriteAnswer): Finished {
  return answer.applied ? { kind: 'stored' } : afterLoss(call, answer);
}

/** Who answers when an own write was refused. */
export function afterLoss(call: Call, { record }: Refused): Finished {
  if (record?.status !== 'COMPLETE') return { kind: 'lost' };
  if (record.owner === call.owner) {
    call.report('self_conflict_recovered', record);
    return { kind: 'stored' };
  }
  return record.fingerprint === call.fingerprint ? { kind: 'superseded', record } : { kind: 'lost' };
}

/**
 * Marks the held record FAILED, so that the next delivery may run at once. Best effort: whatever the store does, the
 * caller gets the method's own error, and at worst the lease has to lapse first.
 */
export async function fail(call: Call, lease: HeldLease, error: unknown): Promise<void> {
  const expiresAtSeconds = finishedExpiry(call.operation, call.clock.now());
  const request = { held: lease.record, error: summaryOf(error), expiresAtSeconds };
  try {
    await call.store.persist((repository, limit) => repository.fail(request, limit));
  } catch (cause) {
    call.report('store_unavailable', lease.record, cause);
  }
}

const MAX_SUMMARY_LENGTH = 100;

/** The error's name only: its message may hold what the payload held. */
function summaryOf(error: unknown): string {
  try {
    const name: unknown = error instanceof Error ? error.name : typeof error;
    return typeof name === 'string' ? name.slice(0, MAX_SUMMARY_LENGTH).replace(/[^ -~]/g, '?') : 'Error';
  } catch {
    return 'Error';
  }
}
