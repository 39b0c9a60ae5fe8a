import type { IdempotencyRecord } from '../record.js';
import type { CommitUnclaimedRequest } from '../writes.js';
import { mayBeginAfresh, mayContinue } from './claim-condition.js';
import type { WriteEffect } from './write-effect.js';

/** The record's part of a {@link CommitUnclaimedRequest} as a pure function. */
export function applyCommitUnclaimed(
  record: IdempotencyRecord | undefined,
  request: CommitUnclaimedRequest,
): WriteEffect {
  const continues = record !== undefined && mayContinue(record, request);
  if (record !== undefined && !continues && !mayBeginAfresh(record, request)) return 'refused';
  return {
    id: request.id,
    status: 'COMPLETE',
    owner: request.owner,
    fence: request.fence,
    attempts: continues ? record.attempts + 1 : 1,
    openAttempts: 0,
    leaseEndsAtMs: undefined,
    expiresAtSeconds: request.expiresAtSeconds,
    fingerprint: request.fingerprint,
    startedAtMs: request.nowMs,
    result: request.result,
    error: undefined,
    steps: new Map(),
  };
}
