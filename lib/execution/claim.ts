import { addMs, epochMs, secondsCovering, type EpochMs, type EpochSeconds } from '../repository/epoch.js';
import { isExpired } from '../repository/record-state.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { ClaimRequest } from '../repository/writes.js';
import type { Call } from './call.js';
import type { Operation } from './operation.js';

/** What of a call goes into its claims. */
type Claimant = Pick<Call, 'operation' | 'id' | 'owner' | 'fingerprint' | 'deadlineMs' | 'assumptions'>;

/** Without a deadline and without the option `lease`: renewed by heartbeat. */
export const DEFAULT_LEASE_MS = 30_000;

/** Whether the lease is short on purpose and kept up by heartbeat, or lasts until the deadline by itself. */
export const needsHeartbeat = ({ operation, deadlineMs }: Claimant): boolean =>
  operation.leaseMs !== undefined || deadlineMs === undefined;

/** A lease never reaches past the deadline: whoever is killed there must not block the key for longer. */
export function leaseEnd({ operation, deadlineMs }: Claimant, nowMs: EpochMs): EpochMs {
  if (deadlineMs === undefined) return addMs(nowMs, operation.leaseMs ?? DEFAULT_LEASE_MS);
  if (operation.leaseMs === undefined) return deadlineMs;
  return epochMs(Math.min(nowMs + operation.leaseMs, deadlineMs));
}

/**
 * When a running record expires: never before its lease is over for every clock, so that neither the condition nor
 * DynamoDB's TTL frees a record whose owner may be alive.
 */
export const runningExpiry = (
  { operation, assumptions }: Claimant,
  nowMs: EpochMs,
  leaseEndsAtMs: EpochMs,
): EpochSeconds => secondsCovering(epochMs(Math.max(nowMs + operation.ttlMs, leaseEndsAtMs + assumptions.skewMs)));

/** When a finished record expires. */
export const finishedExpiry = (operation: Operation, nowMs: EpochMs): EpochSeconds =>
  secondsCovering(addMs(nowMs, operation.ttlMs));

/**
 * A claim, built from the record last seen: its fence rises above that record's, and above the clock's reading, so
 * that it still rises after the record was deleted. An expired record is claimed afresh.
 */
export function claimRequest(
  claimant: Claimant,
  nowMs: EpochMs,
  seen: Pick<IdempotencyRecord, 'fence' | 'expiresAtSeconds'> | undefined,
): ClaimRequest {
  const leaseEndsAtMs = leaseEnd(claimant, nowMs);
  return {
    id: claimant.id,
    owner: claimant.owner,
    fence: Math.max(nowMs, (seen?.fence ?? 0) + 1),
    fingerprint: claimant.fingerprint,
    nowMs,
    leaseEndsAtMs,
    expiresAtSeconds: runningExpiry(claimant, nowMs, leaseEndsAtMs),
    skewMs: claimant.assumptions.skewMs,
    takeover: claimant.operation.recovery !== 'halt',
    form: seen !== undefined && isExpired(seen, nowMs) ? 'afresh' : 'continue',
  };
}
