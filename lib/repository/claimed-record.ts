import type { IdempotencyRecord } from './record.js';
import type { ClaimRequest } from './writes.js';

/**
 * The record that an applied claim leaves behind. One that begins afresh counts from the start and keeps nothing.
 *
 * @param before the record that the claim met, if any.
 */
export function claimedRecord(before: IdempotencyRecord | undefined, claim: ClaimRequest): IdempotencyRecord {
  const continued = claim.form === 'continue' ? before : undefined;
  return {
    id: claim.id,
    status: 'IN_PROGRESS',
    owner: claim.owner,
    fence: claim.fence,
    attempts: (continued?.attempts ?? 0) + 1,
    openAttempts: (continued?.openAttempts ?? 0) + 1,
    leaseEndsAtMs: claim.leaseEndsAtMs,
    expiresAtSeconds: claim.expiresAtSeconds,
    fingerprint: claim.fingerprint,
    startedAtMs: claim.nowMs,
    result: undefined,
    error: undefined,
    steps: continued?.steps ?? new Map(),
  };
}
