import { isIdempotencyError, type IdempotencyError } from '../errors/idempotency-error.js';
import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { ClaimAnswer } from '../repository/repository.js';
import type { Call } from './call.js';
import { claimRequest, leaseEnd, runningExpiry } from './claim.js';
import { decide, type Decision } from './decide.js';
import { inDoubt, inProgress, mismatch, noTimeLeft } from './refusals.js';
import { Wait } from './wait.js';

/** How acquiring ended. Held: the method may run. */
export type Acquired =
  | { readonly kind: 'held'; readonly record: IdempotencyRecord }
  | { readonly kind: 'answered'; readonly record: IdempotencyRecord; readonly waited: boolean }
  /** The repository could not be asked: what stands in the record is not known. */
  | { readonly kind: 'unavailable'; readonly cause: IdempotencyError };

/** What the store showed last. A wait may end only on what a refused claim showed. */
interface Shown {
  readonly decision: Decision;
  readonly byClaim: boolean;
}

/** More steps than this without waiting mean that somebody else is faster every time. */
const MAX_STEPS_WITHOUT_WAITING = 16;

/**
 * Claims the record, or finds out why not: answers from it, waits for the running execution, claims again.
 *
 * @throws IdempotencyInProgressError, IdempotencyPayloadMismatchError, IdempotencyInDoubtError; in each case the method
 * was not run.
 */
export async function acquire(call: Call): Promise<Acquired> {
  try {
    if (call.store.isTimeOver()) throw noTimeLeft();
    const wait = new Wait(call);
    let shown = shownBy(call, await claim(call, undefined));
    for (let steps = 0; steps < MAX_STEPS_WITHOUT_WAITING; steps += shown.decision.kind === 'wait' ? 0 : 1) {
      const next = take(call, shown, wait);
      if ('kind' in next) return next;
      shown = await next;
    }
  } catch (cause) {
    if (isIdempotencyError(cause, 'IDEMPOTENCY_REPOSITORY')) return { kind: 'unavailable', cause };
    throw cause;
  }
  throw inProgress(call, undefined);
}

/** One step: the end, or what the next request shows. */
function take(call: Call, { decision, byClaim }: Shown, wait: Wait): Acquired | Promise<Shown> {
  switch (decision.kind) {
    case 'hold':
      if (runs(decision.record, call.clock.now())) return { kind: 'held', record: decision.record };
      return renewBeforeStart(call, decision.record);
    case 'replay':
      return { kind: 'answered', record: decision.record, waited: wait.begun };
    case 'claim-again':
      return claimAgain(call, decision.seen);
    case 'wait':
      return waitFor(call, decision.record, byClaim, wait);
    case 'halt':
      return halt(call, decision.record);
    case 'mismatch':
      throw mismatch(call, decision.record);
    case 'in-doubt':
      throw inDoubt(call, decision.record);
  }
}

const runs = (record: IdempotencyRecord, nowMs: EpochMs): boolean =>
  record.leaseEndsAtMs !== undefined && nowMs < record.leaseEndsAtMs;

function claim(call: Call, seen: IdempotencyRecord | undefined): Promise<ClaimAnswer> {
  const request = claimRequest(call, call.clock.now(), seen);
  return call.store.send((repository, limit) => repository.claim(request, limit));
}

const claimAgain = async (call: Call, seen: IdempotencyRecord | undefined): Promise<Shown> =>
  shownBy(call, await claim(call, seen));

function shownBy(call: Call, answer: ClaimAnswer): Shown {
  if (answer.applied) return { decision: { kind: 'hold', record: answer.record }, byClaim: true };
  const shown = judge(call, answer.record, true);
  if (shown.decision.kind === 'hold') call.report('self_conflict_recovered', shown.decision.record);
  return shown;
}

/** What the record, as it was shown, means for this call. */
export const judge = (call: Call, record: IdempotencyRecord | undefined, byClaim: boolean): Shown => {
  const { recovery } = call.operation;
  const decision = decide(record, {
    owner: call.owner,
    fingerprint: call.fingerprint,
    nowMs: call.clock.now(),
    skewMs: call.assumptions.skewMs,
    recovery: typeof recovery === 'function' ? 'reconcile' : recovery,
  });
  return { decision, byClaim };
};

/** The claim's answer came so late that its lease is over by this clock: whoever starts now may not be alone. */
async function renewBeforeStart(call: Call, held: IdempotencyRecord): Promise<Shown> {
  const nowMs = call.clock.now();
  const leaseEndsAtMs = leaseEnd(call, nowMs);
  if (leaseEndsAtMs <= nowMs) throw noTimeLeft();
  const expiresAtSeconds = runningExpiry(call, nowMs, leaseEndsAtMs);
  const answer = await call.store.send((repository, limit) =>
    repository.renew({ held, leaseEndsAtMs, expiresAtSeconds }, limit),
  );
  if (!answer.applied) return judge(call, answer.record, false);
  return { decision: { kind: 'hold', record: { ...held, leaseEndsAtMs, expiresAtSeconds } }, byClaim: false };
}

async function waitFor(call: Call, running: IdempotencyRecord, byClaim: boolean, wait: Wait): Promise<Shown> {
  if (wait.isOver()) {
    if (byClaim) throw inProgress(call, running);
    return claimAgain(call, running);
  }
  await wait.pause(running);
  return judge(call, await call.store.send((repository, limit) => repository.find(call.id, limit)), false);
}

async function halt(call: Call, seen: IdempotencyRecord): Promise<Shown> {
  const request = { id: call.id, seen, nowMs: call.clock.now(), skewMs: call.assumptions.skewMs };
  const answer = await call.store.send((repository, limit) => repository.halt(request, limit));
  if (answer.applied) throw inDoubt(call, seen);
  return judge(call, answer.record, false);
}
