import type { EpochMs, EpochSeconds } from './epoch.js';
import type { IdempotencyRecord, StoredResult } from './record.js';

/**
 * Every write a repository can be asked for, as plain data. Each is one atomic conditional write; the condition is
 * part of the request's meaning and stands in its comment. `now` always is the clock of the caller that built it.
 */

/** Become the owner of a record. */
export interface ClaimRequest {
  readonly id: string;
  /** Random id of this call: the same in all its claim requests, shared with no other call. */
  readonly owner: string;
  /** The fence to write; the claim is refused unless it is above the stored one. */
  readonly fence: number;
  readonly fingerprint: string;
  readonly nowMs: EpochMs;
  readonly leaseEndsAtMs: EpochMs;
  readonly expiresAtSeconds: EpochSeconds;
  /** How far two clocks may differ: a lease is lapsed only once it is over by this much. */
  readonly skewMs: number;
  /** Whether a lapsed, unexpired lease may be taken over (not under `recovery: 'halt'`). */
  readonly takeover: boolean;
  /**
   * Which of the two forms of a claim this is.
   *
   * - `'continue'`: no record; or, unexpired and of the same fingerprint, a FAILED one or (with `takeover`) a lapsed
   *   one. Attempts are counted on, steps kept.
   * - `'afresh'`: no record; or an expired one that is not running. Attempts start at 1, steps are dropped.
   *
   * Both also ask for another owner and a lower fence than the request's.
   */
  readonly form: 'continue' | 'afresh';
}

/** What all writes of an owner share: refused unless owner, fence and IN_PROGRESS still stand as in `held`. */
export interface OwnerWrite {
  /** The record as the claim (or the last own write) left it. */
  readonly held: IdempotencyRecord;
}

/** The method succeeded: COMPLETE, with its result; lease, steps, error and open attempts go. */
export interface CompleteRequest extends OwnerWrite {
  readonly result: StoredResult;
  readonly expiresAtSeconds: EpochSeconds;
}

/** The method threw: FAILED; attempts, fence and steps stay, open attempts become 0. */
export interface FailRequest extends OwnerWrite {
  readonly error: string;
  readonly expiresAtSeconds: EpochSeconds;
}

/** Prolong the lease; also refused if it would shorten it. */
export interface RenewRequest extends OwnerWrite {
  readonly leaseEndsAtMs: EpochMs;
  readonly expiresAtSeconds: EpochSeconds;
}

/** Store a step's result under its name. */
export interface SaveStepRequest extends OwnerWrite {
  readonly name: string;
  readonly result: StoredResult;
  /** The expiry of the record as the owner last wrote it. */
  readonly stepExpiresAtSeconds: EpochSeconds;
}

/** The owner itself found no way to tell whether an earlier execution took effect: IN_DOUBT. */
export interface DoubtRequest extends OwnerWrite {
  readonly expiresAtSeconds: EpochSeconds;
}

/** Under `recovery: 'halt'`, by a caller that owns nothing: a lapsed record becomes IN_DOUBT. */
export interface HaltRequest {
  readonly id: string;
  /** Refused unless owner and fence are still these, the record is IN_PROGRESS and its lease lapsed. */
  readonly seen: IdempotencyRecord;
  readonly nowMs: EpochMs;
  readonly skewMs: number;
}

/** An operator resolves IN_DOUBT; refused unless the record is IN_DOUBT with the fence seen. */
export interface SettleRequest {
  readonly id: string;
  readonly seenFence: number;
  /** A new owner id and a higher fence, so that no late write of the settled attempt can pass. */
  readonly owner: string;
  readonly fence: number;
  readonly expiresAtSeconds: EpochSeconds;
  /** COMPLETE with this result, or FAILED ("free": the next delivery runs) when undefined. */
  readonly result: StoredResult | undefined;
}

/** One DynamoDB write to go out together with a completion; the shape of `TransactWriteItems` entries. */
export interface StagedWrite {
  readonly kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  /** The entry's parameters as the SDK's low-level client takes them (attribute values included). */
  readonly input: Readonly<Record<string, unknown>>;
}

/** Complete the record and apply the staged writes, all or nothing. The record's part is that of a completion. */
export interface CommitRequest extends CompleteRequest {
  readonly staged: readonly StagedWrite[];
}

/**
 * Without a claim: make the record COMPLETE and apply the staged writes, all or nothing. The record's part has the
 * condition of a claim in both its forms, and sets owner and fence like one.
 */
export interface CommitUnclaimedRequest {
  readonly id: string;
  readonly owner: string;
  readonly fence: number;
  readonly fingerprint: string;
  readonly nowMs: EpochMs;
  readonly skewMs: number;
  readonly takeover: boolean;
  readonly expiresAtSeconds: EpochSeconds;
  readonly result: StoredResult;
  readonly staged: readonly StagedWrite[];
}

/** One piece of a result too large for the record itself. */
export interface ResultPart {
  /** The record the part belongs to. */
  readonly id: string;
  /** Unguessable and new for every claim: a part is never readable as another claim's. */
  readonly partOf: string;
  readonly index: number;
  readonly bytes: Uint8Array;
  readonly expiresAtSeconds: EpochSeconds;
}
