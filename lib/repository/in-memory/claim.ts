import type { IdempotencyRecord } from '../record.js';
import type { ClaimRequest } from '../writes.js';
import { mayBeginAfresh, mayContinue } from './claim-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link ClaimRequest} as a pure function. */
export function applyClaim(record: IdempotencyRecord | undefined, request: ClaimRequest): WriteEffect {
  const continues = request.form === 'continue';
  if (record !== undefined && !(continues ? mayContinue : mayBeginAfresh)(record, request)) return 'refused';
  const continued = continues ? record : undefined;
  return {
    id: request.id,
    status: 'IN_PROGRESS',
    owner: request.owner,
    fence: request.fence,
    attempts: (continued?.attempts ?? 0) + 1,
    openAttempts: (continued?.openAttempts ?? 0) + 1,
    leaseEndsAtMs: request.leaseEndsAtMs,
    expiresAtSeconds: request.expiresAtSeconds,
    fingerprint: request.fingerprint,
    startedAtMs: request.nowMs,
    result: undefined,
    error: undefined,
    steps: continued?.steps ?? new Map(),
  };
}
