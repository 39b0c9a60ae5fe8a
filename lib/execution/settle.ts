import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { addMs, secondsCovering, startOfSecond } from '../repository/epoch.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import { encodeValue } from '../result/encode-value.js';
import { packOutcome } from '../result/stored-outcome.js';
import { ASSUMPTIONS } from './assumptions.js';
import { systemClock } from './clock.js';
import { newOwner } from './owner.js';

/** What can be told of a record without its result. */
export interface RecordSummary {
  readonly status: IdempotencyRecord['status'];
  /** Names this very attempt. */
  readonly fence: number;
  readonly attempts: number;
  readonly startedAt: Date;
  readonly expiresAt: Date;
}

/** How an operator decided about a record that is IN_DOUBT. */
export type Verdict =
  /**
   * The effect took place: every duplicate gets this result from now on. Where the option `result` projects what is
   * stored, give the projection. What a dead worker had staged is not written.
   */
  | { readonly done: true; readonly result: unknown }
  /** It did not: the next delivery runs the method. */
  | { readonly done: false };

const LIMIT = { timeoutMs: ASSUMPTIONS.requestLifetimeMs };

/**
 * Reads one record.
 *
 * @param recordId as `idempotencyKeyOf` tells it.
 * @throws IdempotencyRepositoryError when the repository cannot be reached.
 */
export async function inspectRecord(
  repository: IdempotencyRepository,
  recordId: string,
): Promise<RecordSummary | undefined> {
  const record = await repository.find(recordId, LIMIT);
  return record && summaryOf(record);
}

/**
 * Resolves a record that is IN_DOUBT, after somebody found out whether its effect took place. It takes effect only if
 * the record is still IN_DOUBT with the fence seen; late writes of the settled attempt have no effect.
 *
 * @param seen what {@link inspectRecord} showed when the decision was made. The settled record lasts as long anew.
 * @returns whether it took effect; if not, inspect the record again.
 * @throws IdempotencyConfigurationError if the result cannot be stored.
 * @throws IdempotencyRepositoryError when the repository cannot be reached; settling again is safe.
 *
 * @example
 * ```ts
 * const { recordId } = idempotencyKeyOf(OrderHandler, 'onOrder', event);
 * const record = await inspectRecord(repository, recordId);
 * if (record?.status === 'IN_DOUBT') {
 *   const receipt = await findCharge(event);
 *   const verdict = receipt ? { done: true, result: { receipt } } as const : { done: false } as const;
 *   await settleRecord(repository, recordId, record, verdict);
 * }
 * ```
 */
export async function settleRecord(
  repository: IdempotencyRepository,
  recordId: string,
  seen: RecordSummary,
  verdict: Verdict,
): Promise<boolean> {
  const nowMs = systemClock.now();
  const request = {
    id: recordId,
    seenFence: seen.fence,
    owner: newOwner(),
    fence: Math.max(nowMs, seen.fence + 1),
    expiresAtSeconds: secondsCovering(addMs(nowMs, seen.expiresAt.getTime() - seen.startedAt.getTime())),
    result: verdict.done ? stored(verdict.result) : undefined,
  };
  const answer = await repository.settle(request, LIMIT);
  return answer.applied || answer.record?.owner === request.owner;
}

function stored(result: unknown) {
  const encoding = encodeValue(result);
  const packed = encoding.storable ? packOutcome({ kind: 'value', text: encoding.text }) : undefined;
  if (packed?.kind === 'inline') return packed.result;
  const why = encoding.storable ? 'it is too large' : encoding.reason;
  throw new IdempotencyConfigurationError(
    `settleRecord: the result cannot be stored: ${why}. Give the plain value that duplicates are to get.`,
  );
}

const summaryOf = (record: IdempotencyRecord): RecordSummary => ({
  status: record.status,
  fence: record.fence,
  attempts: record.attempts,
  startedAt: new Date(record.startedAtMs),
  expiresAt: new Date(startOfSecond(record.expiresAtSeconds)),
});
