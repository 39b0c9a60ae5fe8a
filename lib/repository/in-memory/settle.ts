import type { IdempotencyRecord } from '../record.js';
import type { SettleRequest } from '../writes.js';
import type { WriteEffect } from './write-effect.js';

/** {@link SettleRequest} as a pure function. */
export function applySettle(record: IdempotencyRecord | undefined, request: SettleRequest): WriteEffect {
  if (record === undefined || record.status !== 'IN_DOUBT' || record.fence !== request.seenFence) return 'refused';
  const settled = {
    ...record,
    owner: request.owner,
    fence: request.fence,
    expiresAtSeconds: request.expiresAtSeconds,
    openAttempts: 0,
  };
  return request.result === undefined
    ? { ...settled, status: 'FAILED' }
    : { ...settled, status: 'COMPLETE', result: request.result, steps: new Map() };
}
