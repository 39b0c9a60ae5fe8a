import { isLapsed } from '../record-state.js';
import type { IdempotencyRecord } from '../record.js';
import type { HaltRequest } from '../writes.js';
import { isHeld } from './owner-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link HaltRequest} as a pure function. Owner and fence stay: they name the execution that is in doubt. */
export function applyHalt(record: IdempotencyRecord | undefined, request: HaltRequest): WriteEffect {
  if (!isHeld(record, { held: request.seen }) || !isLapsed(record, request.nowMs, request.skewMs)) return 'refused';
  return { ...record, status: 'IN_DOUBT', leaseEndsAtMs: undefined };
}
