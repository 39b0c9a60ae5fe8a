import type { EpochMs } from '../repository/epoch.js';
import { isExpired, isLapsed } from '../repository/record-state.js';
import type { IdempotencyRecord } from '../repository/record.js';

/** What a refused claim's caller knows of itself. */
export interface Viewpoint {
  readonly owner: string;
  readonly fingerprint: string;
  readonly nowMs: EpochMs;
  readonly skewMs: number;
  readonly recovery: 'rerun' | 'halt' | 'reconcile';
}

/** What to do next about the record that a refused claim, or a strongly consistent read, showed. */
export type Decision =
  /** The claim had taken effect and its response was lost: the record is mine. */
  | { readonly kind: 'hold'; readonly record: IdempotencyRecord }
  | { readonly kind: 'replay'; readonly record: IdempotencyRecord }
  | { readonly kind: 'claim-again'; readonly seen: IdempotencyRecord | undefined }
  | { readonly kind: 'mismatch'; readonly record: IdempotencyRecord }
  | { readonly kind: 'in-doubt'; readonly record: IdempotencyRecord }
  | { readonly kind: 'wait'; readonly record: IdempotencyRecord }
  | { readonly kind: 'halt'; readonly record: IdempotencyRecord };

/** The table of answers: the first row that fits decides, and the order is part of the protocol. */
export function decide(record: IdempotencyRecord | undefined, me: Viewpoint): Decision {
  if (record === undefined) return { kind: 'claim-again', seen: undefined };
  const mine = record.owner === me.owner;
  if (mine && record.status === 'IN_PROGRESS') return { kind: 'hold', record };
  if (mine && record.status === 'COMPLETE') return { kind: 'replay', record };
  if (!mine && wouldHold(record, me)) return { kind: 'claim-again', seen: record };
  if (record.fingerprint !== me.fingerprint) return { kind: 'mismatch', record };
  if (record.status === 'COMPLETE' && !isExpired(record, me.nowMs)) return { kind: 'replay', record };
  if (record.status === 'IN_DOUBT' && (mine || !isExpired(record, me.nowMs))) return { kind: 'in-doubt', record };
  if (record.status === 'IN_PROGRESS' && !isLapsed(record, me.nowMs, me.skewMs)) return { kind: 'wait', record };
  if (record.status === 'IN_PROGRESS' && me.recovery === 'halt') return { kind: 'halt', record };
  return { kind: 'claim-again', seen: record };
}

/** Whether a claim, with a fence above the record's, would take effect: its condition, read off a record. */
function wouldHold(record: IdempotencyRecord, { fingerprint, nowMs, skewMs, recovery }: Viewpoint): boolean {
  const sameFingerprint = record.fingerprint === fingerprint;
  if (record.status === 'IN_PROGRESS') {
    return (
      isLapsed(record, nowMs, skewMs) && (isExpired(record, nowMs) || (sameFingerprint && recovery !== 'halt'))
    );
  }
  return isExpired(record, nowMs) || (record.status === 'FAILED' && sameFingerprint);
}
