import type { IdempotencyRecord } from '../record.js';
import type { CompleteRequest } from '../writes.js';
import { isHeld } from './owner-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link CompleteRequest} as a pure function; also the record's part of a commit. */
export function applyComplete(record: IdempotencyRecord | undefined, request: CompleteRequest): WriteEffect {
  if (!isHeld(record, request)) return 'refused';
  return {
    ...record,
    status: 'COMPLETE',
    result: request.result,
    expiresAtSeconds: request.expiresAtSeconds,
    openAttempts: 0,
    leaseEndsAtMs: undefined,
    error: undefined,
    steps: new Map(),
  };
}
