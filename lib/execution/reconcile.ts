import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { Call } from './call.js';
import { childKey } from './child-key.js';
import type { Ended } from './ended.js';
import { afterLoss, complete, type Finished } from './finish.js';
import type { HeldLease } from './held-lease.js';
import { outcomeOf } from './outcome.js';
import { runningExpiry } from './claim.js';
import { inDoubt } from './refusals.js';
import type { Work } from './work.js';

/** What a reconciling function is told about the record whose earlier execution ended unknown. */
export interface ReconcileContext {
  readonly operation: string;
  /** The digest of the idempotency key. */
  readonly key: string;
  /** The number of the attempt that is about to run. */
  readonly attempt: number;
  /** Stable across attempts: the same identifiers that the earlier execution gave to other services. */
  childKey(label: string): string;
  /** The arguments of this delivery's call. */
  readonly args: readonly unknown[];
  /** Aborts when the lease is lost. */
  readonly signal: AbortSignal;
}

/**
 * What reconciling found out about the earlier execution: its effect took place (with this result), it did not, or
 * nobody can tell. Of a request that is `'done'` nothing more is written: what the earlier execution had staged is lost
 * with it, so for methods that stage, `'not-done'` is the answer.
 */
export type Reconciliation<Result> =
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'not-done' }
  | { readonly state: 'unknown' };

/** The answer that reconciling found, and how storing it went. */
export interface Settled {
  readonly ended: Ended;
  readonly finished: Finished;
}

/**
 * Runs the operation's reconciling function, as the owner of a record that was taken over. Undefined: the method is to
 * run. When the function throws, its error reaches the caller and the record stays as it is: once the lease is over,
 * the next delivery reconciles again.
 *
 * @throws IdempotencyInDoubtError when nobody can tell; the record is IN_DOUBT from then on.
 * @throws IdempotencyConfigurationError when the function answers with something else.
 */
export async function reconcile(call: Call, lease: HeldLease, work: Work): Promise<Settled | undefined> {
  const { recovery, name } = call.operation;
  if (typeof recovery !== 'function') return undefined;
  // What the user's function answers is checked by its type only.
  const found: Reconciliation<unknown> | null | undefined = await recovery({
    operation: name,
    key: call.digest,
    attempt: lease.record.attempts,
    childKey: (label) => childKey(call.id, label),
    args: work.args,
    signal: lease.signal,
  });
  switch (found?.state) {
    case 'not-done':
      return (await lease.mayStart()) ? undefined : lostMeanwhile(call, lease);
    case 'done': {
      const ended: Ended = { how: 'returned', value: found.result };
      const outcome = outcomeOf(call.operation, ended, lease.record.attempts);
      return outcome && { ended, finished: await complete(call, lease, outcome) };
    }
    case 'unknown':
      return leaveInDoubt(call, lease);
    default:
      throw noReconciliation(call);
  }
}

const noReconciliation = (call: Call): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(
    `${call.operation.member}: the function of the option \`recovery\` must answer with an object whose \`state\` is ` +
      "'done', 'not-done' or 'unknown'; the method was not run. The next delivery asks it again.",
    call.details,
  );

/** Reconciling took longer than the lease: what it found out may be true no more. */
function lostMeanwhile(call: Call, lease: HeldLease): Settled {
  const refused = lease.lostTo ?? { applied: false, record: undefined };
  return { ended: { how: 'threw', error: lease.lose(refused) }, finished: afterLoss(call, refused) };
}

async function leaveInDoubt(call: Call, lease: HeldLease): Promise<Settled> {
  const nowMs = call.clock.now();
  const expiresAtSeconds = runningExpiry(call, nowMs, nowMs);
  const answer = await call.store.persist((repository, limit) =>
    repository.doubt({ held: lease.record, expiresAtSeconds }, limit),
  );
  if (answer.applied || isMine(call, lease, answer.record)) throw inDoubt(call, lease.record);
  return { ended: { how: 'threw', error: lease.lose(answer) }, finished: afterLoss(call, answer) };
}

/** An own earlier try, whose response was lost. */
const isMine = (call: Call, lease: HeldLease, shown: IdempotencyRecord | undefined): boolean =>
  shown?.status === 'IN_DOUBT' && shown.owner === call.owner && shown.fence === lease.record.fence;
