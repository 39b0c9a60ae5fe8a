import type { IdempotencyError } from '../errors/idempotency-error.js';
import type { IdempotencyRecord } from '../repository/record.js';
import { acquire, type Acquired } from './acquire.js';
import type { Call } from './call.js';
import { commit, commitUnknown, type Committed } from './commit.js';
import { afterLoss, complete, fail, type Finished } from './finish.js';
import { handOver, type Ended } from './ended.js';
import { GuardedExecution } from './guarded-execution.js';
import { HeldLease, leaseLost } from './held-lease.js';
import { outcomeOf } from './outcome.js';
import { reconcile } from './reconcile.js';
import { unavailable } from './refusals.js';
import { replayRecord } from './replay.js';
import type { RunningCall } from './running-call.js';
import { leave } from './running-calls.js';
import type { Work } from './work.js';

/**
 * One guarded call: claims the record, runs the method if the claim holds, and stores how it ended; or answers from
 * the record.
 *
 * ```
 *   acquire ──held──> lease kept alive ──> run ──returned──> complete (or commit) ──> its value
 *      │                                    └──threw─────> fail ──> its own error
 *      └──answered──> replay
 * ```
 *
 * @throws whatever the method throws, untouched; the errors of {@link acquire} and {@link replayRecord}; and
 * IdempotencyRepositoryError when the record could not be held, and the operation does not run without.
 */
export async function executeOnce(call: Call, work: Work, running: RunningCall): Promise<unknown> {
  try {
    const acquired = await acquire(call);
    switch (acquired.kind) {
      case 'held':
        return await runHeld(call, running.hold(new HeldLease(call, acquired.record)), work, running);
      case 'answered':
        return await answer(call, acquired, running);
      case 'unavailable':
        return await executeUnguarded(call, work, running, acquired.cause);
    }
  } finally {
    leave(call, running);
  }
}

function answer(
  call: Call,
  { record, waited }: Extract<Acquired, { readonly kind: 'answered' }>,
  running: RunningCall,
): Promise<unknown> {
  call.report(waited ? 'waited' : 'replayed', record);
  running.share({ from: 'record', record });
  return replayRecord(call, record);
}

/** Fails closed when the repository cannot be reached, unless the operation chose to run all the same. */
function executeUnguarded(
  call: Call,
  work: Work,
  running: RunningCall,
  cause: IdempotencyError,
): Promise<unknown> {
  if (call.operation.whenUnavailable === 'reject' || call.store.isTimeOver()) throw unavailable(call, cause);
  call.report('store_unavailable', undefined, cause);
  call.report('unguarded', undefined, cause);
  // Nothing to join: it shares no outcome, and a duplicate that it makes itself would wait for its own caller.
  running.withdraw();
  return work.runUnguarded(call);
}

async function runHeld(call: Call, lease: HeldLease, work: Work, running: RunningCall): Promise<unknown> {
  const { record } = lease;
  lease.keepAlive();
  if (record.openAttempts > 1) {
    call.report('takeover', record);
    const settled = await reconcile(call, lease, work);
    if (settled) return conclude(call, lease, settled.ended, settled.finished, running);
  }
  const execution = new GuardedExecution(call, lease);
  const ended = await work.runIn(execution, call.id);
  if (ended.how === 'threw' && lease.isLossReason(ended.error) && lease.lostTo) {
    return conclude(call, lease, ended, afterLoss(call, lease.lostTo), running);
  }
  const outcome = outcomeOf(call.operation, ended, record.attempts);
  if (outcome === undefined) return failed(call, lease, ended);
  const staged = ended.how === 'returned' ? execution.staged : [];
  const finished = await (staged.length > 0 ? commit(call, lease, outcome, staged) : complete(call, lease, outcome));
  if (finished.kind === 'stored' || finished.kind === 'unknown') {
    running.share({ from: 'execution', outcome, startedAtMs: record.startedAtMs });
  }
  return conclude(call, lease, ended, finished, running);
}

async function failed(call: Call, lease: HeldLease, ended: Ended): Promise<unknown> {
  if (ended.how === 'threw') await fail(call, lease, ended.error);
  call.report('failed', lease.record, ended.how === 'threw' ? ended.error : undefined);
  return handOver(ended);
}

/** What the caller gets once the last write is answered. */
function conclude(
  call: Call,
  lease: HeldLease,
  ended: Ended,
  finished: Finished | Committed,
  running: RunningCall,
): unknown {
  const record: IdempotencyRecord = lease.record;
  switch (finished.kind) {
    case 'stored':
      call.report('executed', record);
      return handOver(ended);
    case 'unknown':
      call.report('completion_failed', record, finished.cause);
      return handOver(ended);
    case 'superseded':
      call.report('lease_lost', record);
      running.share({ from: 'record', record: finished.record });
      if (ended.how === 'threw' && !lease.isLossReason(ended.error)) return handOver(ended);
      return replayRecord(call, finished.record);
    case 'lost':
      call.report('lease_lost', record);
      if (ended.how === 'threw') return handOver(ended);
      throw leaseLost(call);
    case 'writes-refused':
      return failed(call, lease, { how: 'threw', error: finished.cause });
    case 'commit-unknown':
      call.report('completion_failed', record, finished.cause);
      throw commitUnknown(call, finished.cause);
  }
}
