import type { IdempotencyRecord } from '../record.js';
import type { RenewRequest } from '../writes.js';
import { isHeld } from './owner-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link RenewRequest} as a pure function. */
export function applyRenew(record: IdempotencyRecord | undefined, request: RenewRequest): WriteEffect {
  if (!isHeld(record, request) || wouldShorten(record, request)) return 'refused';
  return { ...record, leaseEndsAtMs: request.leaseEndsAtMs, expiresAtSeconds: request.expiresAtSeconds };
}

/** An equal lease is none shorter: a second copy of the request that set it must pass. */
const wouldShorten = ({ leaseEndsAtMs }: IdempotencyRecord, request: RenewRequest): boolean =>
  leaseEndsAtMs !== undefined && leaseEndsAtMs > request.leaseEndsAtMs;
