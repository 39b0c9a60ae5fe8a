import { randomUUID } from 'node:crypto';
import { addMs, epochMs, secondsCovering, type EpochMs } from '../../../lib/repository/epoch.js';
import type { IdempotencyRecord } from '../../../lib/repository/record.js';
import type { IdempotencyRepository } from '../../../lib/repository/repository.js';
import type { ClaimRequest, CompleteRequest } from '../../../lib/repository/writes.js';

export const LIMIT = { timeoutMs: 5_000 };

const now = (): EpochMs => epochMs(Date.now());
export const inADay = () => secondsCovering(addMs(now(), 24 * 60 * 60_000));

/** A claim of a record of its own, by a call of its own. */
export const aClaim = (changes: Partial<ClaimRequest> = {}): ClaimRequest => ({
  id: `order#${randomUUID()}`,
  owner: randomUUID(),
  fence: Date.now(),
  fingerprint: 'content',
  nowMs: now(),
  leaseEndsAtMs: addMs(now(), 30_000),
  expiresAtSeconds: inADay(),
  skewMs: 1_000,
  takeover: true,
  form: 'continue',
  ...changes,
});

/** Claims, and fails the case if that is refused. */
export async function hold(
  repository: IdempotencyRepository,
  claim: ClaimRequest = aClaim(),
): Promise<IdempotencyRecord> {
  const answer = await repository.claim(claim, LIMIT);
  if (!answer.applied) throw new Error('The claim was refused.');
  return answer.record;
}

export const completionOf = (held: IdempotencyRecord, result: CompleteRequest['result'] = '1'): CompleteRequest => ({
  held,
  result,
  expiresAtSeconds: inADay(),
});

/** The error a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    // Whatever it is, the expectations on its members decide.
    return error as Error;
  }
  throw new Error('It did not reject.');
}
