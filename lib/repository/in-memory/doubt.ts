import type { IdempotencyRecord } from '../record.js';
import type { DoubtRequest } from '../writes.js';
import { isHeld } from './owner-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link DoubtRequest} as a pure function. */
export function applyDoubt(record: IdempotencyRecord | undefined, request: DoubtRequest): WriteEffect {
  if (!isHeld(record, request)) return 'refused';
  return {
    ...record,
    status: 'IN_DOUBT',
    expiresAtSeconds: request.expiresAtSeconds,
    leaseEndsAtMs: undefined,
  };
}
