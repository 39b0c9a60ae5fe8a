import type { IdempotencyRecord } from '../../repository/record.js';
import type { ClaimRequest } from '../../repository/writes.js';

/** The record that a claim leaves behind; `continued` is the one it goes on from. */
export const claimedRecord = (request: ClaimRequest, continued?: IdempotencyRecord): IdempotencyRecord => ({
  id: request.id,
  status: 'IN_PROGRESS',
  owner: request.owner,
  fence: request.fence,
  attempts: 1 + (continued === undefined ? 0 : continued.attempts),
  openAttempts: 1 + (continued === undefined ? 0 : continued.openAttempts),
  leaseEndsAtMs: request.leaseEndsAtMs,
  expiresAtSeconds: request.expiresAtSeconds,
  fingerprint: request.fingerprint,
  startedAtMs: request.nowMs,
  result: undefined,
  error: undefined,
  steps: continued === undefined ? new Map() : continued.steps,
});
