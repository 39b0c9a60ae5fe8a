import type { IdempotencyRecord } from '../record.js';
import type { FailRequest } from '../writes.js';
import { isHeld } from './owner-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link FailRequest} as a pure function. */
export function applyFail(record: IdempotencyRecord | undefined, request: FailRequest): WriteEffect {
  if (!isHeld(record, request)) return 'refused';
  return {
    ...record,
    status: 'FAILED',
    error: request.error,
    expiresAtSeconds: request.expiresAtSeconds,
    openAttempts: 0,
    leaseEndsAtMs: undefined,
  };
}
