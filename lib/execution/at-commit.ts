import { isIdempotencyError } from '../errors/idempotency-error.js';
import { IdempotencyRepositoryError } from '../errors/repository-error.js';
import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { CommitAnswer } from '../repository/repository.js';
import type { StagedWrite } from '../repository/writes.js';
import type { OutcomeText } from '../result/stored-outcome.js';
import { judge } from './acquire.js';
import type { Call } from './call.js';
import { finishedExpiry } from './claim.js';
import { commitUnknown, invalidWrites, unlessInConflict } from './commit.js';
import type { Decision } from './decide.js';
import { handOver } from './ended.js';
import { outcomeOf } from './outcome.js';
import { inDoubt, inProgress, mismatch, noTimeLeft, unavailable } from './refusals.js';
import { replayRecord } from './replay.js';
import type { RunningCall } from './running-call.js';
import { leave } from './running-calls.js';
import type { StoreRequest } from './store.js';
import { storeOutcome } from './store-outcome.js';
import { UnclaimedExecution } from './unclaimed-execution.js';
import { Wait } from './wait.js';
import type { Work } from './work.js';

/** More transactions than this mean that somebody else is faster every time. */
const MAX_TRANSACTIONS = 8;

/**
 * One guarded call without a claim: runs the method, then lets one transaction, of the record and the staged writes,
 * decide. Fit only for methods whose sole effects are staged writes: the method itself may run more than once.
 *
 * @throws whatever the method throws; the errors of the table of answers; IdempotencyRepositoryError when it could not
 * be found out whether the transaction was committed.
 */
export async function executeAtCommit(call: Call, work: Work, running: RunningCall): Promise<unknown> {
  try {
    return await runAndCommit(call, work, running);
  } finally {
    leave(call, running);
  }
}

async function runAndCommit(call: Call, work: Work, running: RunningCall): Promise<unknown> {
  if (call.store.isTimeOver()) throw unavailable(call, noTimeLeft());
  const startedAtMs = call.clock.now();
  const execution = new UnclaimedExecution(call);
  const ended = await work.runIn(execution, call.id);
  const writes = execution.end();
  const outcome = outcomeOf(call.operation, ended, 0);
  if (outcome === undefined) {
    call.report('failed', undefined, ended.how === 'threw' ? ended.error : undefined);
    return handOver(ended);
  }
  let answeredBy: IdempotencyRecord | undefined;
  try {
    answeredBy = await commitOnce(call, outcome, ended.how === 'returned' ? writes : []);
  } catch (error) {
    // Whatever the store does, the method's own error is what its caller gets.
    if (ended.how === 'threw' && isIdempotencyError(error, 'IDEMPOTENCY_REPOSITORY')) return handOver(ended);
    throw error;
  }
  if (answeredBy) {
    call.report('replayed', answeredBy);
    running.share({ from: 'record', record: answeredBy });
    return replayRecord(call, answeredBy);
  }
  call.report('executed');
  running.share({ from: 'execution', outcome, startedAtMs });
  return handOver(ended);
}

/** Commits, or finds the record that answers instead. Undefined: this call's transaction is in effect. */
async function commitOnce(
  call: Call,
  outcome: OutcomeText,
  staged: readonly StagedWrite[],
): Promise<IdempotencyRecord | undefined> {
  const wait = new Wait(call);
  const transaction = await prepare(call, outcome, staged);
  let seen: IdempotencyRecord | undefined;
  for (let sent = 0; sent < MAX_TRANSACTIONS; sent++) {
    const answer = await transaction(seen);
    if (answer.applied) return undefined;
    if ('stagedConditionFailed' in answer) throw failed(call, answer.stagedConditionFailed.cause);
    if ('invalid' in answer) throw failed(call, invalidWrites(call, answer.cause));
    const decision = await outlast(call, judge(call, answer.record, true).decision, wait);
    if (decision.kind === 'replay') return decision.record.owner === call.owner ? undefined : decision.record;
    if (decision.kind === 'mismatch') throw mismatch(call, decision.record);
    if (decision.kind === 'in-doubt') throw inDoubt(call, decision.record);
    seen = decision.kind === 'claim-again' ? decision.seen : decision.record;
  }
  throw inProgress(call, seen);
}

/** Waits while an execution with a claim is running, or has lapsed and may not be taken over. */
async function outlast(call: Call, first: Decision, wait: Wait): Promise<Decision> {
  let decision = first;
  while (decision.kind === 'wait' || decision.kind === 'halt') {
    if (wait.isOver()) throw inProgress(call, decision.record);
    await wait.pause(decision.record);
    const record = await call.store.send((repository, limit) => repository.find(call.id, limit));
    ({ decision } = judge(call, record, false));
  }
  return decision;
}

/** The transaction of this call: what is fixed about it, ready to be sent with a fence above the record last seen. */
async function prepare(call: Call, outcome: OutcomeText, staged: readonly StagedWrite[]) {
  const firstAtMs = call.clock.now();
  const expiresAtSeconds = finishedExpiry(call.operation, firstAtMs);
  const { id, owner, fingerprint } = call;
  const takeover = call.operation.recovery === 'rerun';
  const { skewMs } = call.assumptions;
  const result = await storeOutcome(call, outcome, expiresAtSeconds);
  const lastAtMs = lastTransactionAtMs(call, firstAtMs);
  const fixed = { id, owner, fingerprint, skewMs, takeover, expiresAtSeconds, result, staged };

  return async (seen: IdempotencyRecord | undefined) => {
    const request: StoreRequest<Exclude<CommitAnswer, { conflict: true }>> = (repository, limit) => {
      const nowMs = call.clock.now();
      if (nowMs >= lastAtMs) throw tooLate(call);
      const fence = Math.max(nowMs, (seen?.fence ?? 0) + 1);
      return unlessInConflict(repository.commitUnclaimed({ ...fixed, nowMs, fence }, limit));
    };
    try {
      return await call.store.persist(request, lastAtMs);
    } catch (cause) {
      call.report('completion_failed', undefined, cause);
      throw commitUnknown(call, cause);
    }
  };
}

/** Nothing was written; the method may run again. */
function failed(call: Call, cause: unknown): unknown {
  call.report('failed', undefined, cause);
  return cause;
}

const tooLate = (call: Call): IdempotencyRepositoryError =>
  new IdempotencyRepositoryError(
    `${call.operation.member}: the transaction was not sent again, because its record might have expired meanwhile.`,
    call.details,
  );

/**
 * A transaction sent after the record of the first one could have expired, and been deleted, might take effect a
 * second time.
 *
 * ```
 *   first sent                              ttl - skew - request lifetime      ttl
 *   |---------------- may send again -------|-------- may not -----------------|
 * ```
 */
const lastTransactionAtMs = ({ operation, assumptions }: Call, firstAtMs: EpochMs): number =>
  firstAtMs + operation.ttlMs - assumptions.skewMs - assumptions.requestLifetimeMs;
