import type { EpochMs, EpochSeconds } from './epoch.js';

/** *Expired* is derived from {@link IdempotencyRecord.expiresAtSeconds}, never stored. */
export type RecordStatus = 'IN_PROGRESS' | 'COMPLETE' | 'FAILED' | 'IN_DOUBT';

/**
 * A result as the library encoded it: text, or bytes when compressed. Repositories store and return it as it is and
 * never look inside.
 */
export type StoredResult = string | Uint8Array;

/** The checkpoint of one step: its encoded result and when it lapses. */
export interface StoredStep {
  readonly result: StoredResult;
  /** The record's expiry at the time the step was stored: a step from before an expiry is not used. */
  readonly expiresAtSeconds: EpochSeconds;
}

/** What a repository stores for one (operation, idempotency key). */
export interface IdempotencyRecord {
  readonly id: string;
  readonly status: RecordStatus;
  /** Random id of the call that last claimed the record. */
  readonly owner: string;
  /** Fencing token: rises with every claim of this record, also after it was deleted and made again. */
  readonly fence: number;
  /** Executions started since the record last began afresh. */
  readonly attempts: number;
  /** Executions started and not known to have ended: above 1 under a running claim means that it took over. */
  readonly openAttempts: number;
  /** Until when the owner may be presumed alive. Present while IN_PROGRESS. */
  readonly leaseEndsAtMs: EpochMs | undefined;
  /** From this second on the record answers nobody, and DynamoDB may delete it. */
  readonly expiresAtSeconds: EpochSeconds;
  /** Hash of the further fields that must match, or the constant for "none". */
  readonly fingerprint: string;
  readonly startedAtMs: EpochMs;
  /** The encoded outcome. Present when COMPLETE. */
  readonly result: StoredResult | undefined;
  /** A short summary (never the message) of the error of the last failed attempt. */
  readonly error: string | undefined;
  readonly steps: ReadonlyMap<string, StoredStep>;
}
