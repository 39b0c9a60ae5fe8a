import { secondsReachedBy, type EpochMs } from './epoch.js';
import type { IdempotencyRecord } from './record.js';

/** By this clock, the record's ttl has ended: it answers nobody any more. */
export const isExpired = (record: Pick<IdempotencyRecord, 'expiresAtSeconds'>, nowMs: EpochMs): boolean =>
  record.expiresAtSeconds <= secondsReachedBy(nowMs);

/**
 * The owner of a running record can no longer be presumed alive, by no clock that differs from mine by `skewMs`.
 *
 * ```
 *   claim                     lease ends        + skew
 *   |---- lease runs ---------|---- for some ----|---- lapsed for everybody
 *                                   clocks
 * ```
 */
export const isLapsed = (
  record: Pick<IdempotencyRecord, 'status' | 'leaseEndsAtMs'>,
  nowMs: EpochMs,
  skewMs: number,
): boolean =>
  record.status === 'IN_PROGRESS' && (record.leaseEndsAtMs === undefined || record.leaseEndsAtMs <= nowMs - skewMs);
