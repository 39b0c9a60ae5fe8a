import type { IdempotencyRecord } from './record.js';
import type {
  ClaimRequest,
  CommitRequest,
  CommitUnclaimedRequest,
  CompleteRequest,
  DoubtRequest,
  FailRequest,
  HaltRequest,
  RenewRequest,
  ResultPart,
  SaveStepRequest,
  SettleRequest,
} from './writes.js';

/** How long a request may take, its retries included. */
export interface RequestLimit {
  /** Milliseconds from now after which no copy of the request may be sent any more. */
  readonly timeoutMs: number;
}

/** The condition did not hold. */
export interface Refused {
  readonly applied: false;
  /** The record as it stood when the write was refused, or by a strongly consistent read after that; if any. */
  readonly record: IdempotencyRecord | undefined;
}

export type ClaimAnswer = { readonly applied: true; readonly record: IdempotencyRecord } | Refused;

export type WriteAnswer = { readonly applied: true } | Refused;

/** A transaction can also fail for reasons that have nothing to do with the record. */
export type CommitAnswer =
  | WriteAnswer
  /** A condition of the caller's own staged writes failed; nothing was written. The index is that in `staged`. */
  | { readonly applied: false; readonly stagedConditionFailed: { readonly index: number; readonly cause: unknown } }
  /** The store takes the staged writes for none that it could ever make; nothing was written. */
  | { readonly applied: false; readonly invalid: true; readonly cause: unknown }
  /** Another transaction was in the way; nothing was written, sending it again may succeed. */
  | { readonly applied: false; readonly conflict: true; readonly cause: unknown };

/**
 * A lock and result store. Every write is one atomic conditional request whose condition stands in its request type;
 * a condition that does not hold is an answer, not an error.
 *
 * A repository holds no configuration of any operation: everything it needs is in the request. It may be shared by
 * any number of operations and calls.
 *
 * All methods reject with `IdempotencyRepositoryError` when the store cannot be reached or refuses to work; whether
 * the request took effect is then unknown.
 *
 * To write your own, run `describeRepositoryContract` of `idempotent-handlers/testing` against it.
 */
export interface IdempotencyRepository {
  claim(request: ClaimRequest, limit: RequestLimit): Promise<ClaimAnswer>;
  complete(request: CompleteRequest, limit: RequestLimit): Promise<WriteAnswer>;
  fail(request: FailRequest, limit: RequestLimit): Promise<WriteAnswer>;
  renew(request: RenewRequest, limit: RequestLimit): Promise<WriteAnswer>;
  saveStep(request: SaveStepRequest, limit: RequestLimit): Promise<WriteAnswer>;
  doubt(request: DoubtRequest, limit: RequestLimit): Promise<WriteAnswer>;
  halt(request: HaltRequest, limit: RequestLimit): Promise<WriteAnswer>;
  settle(request: SettleRequest, limit: RequestLimit): Promise<WriteAnswer>;
  commit(request: CommitRequest, limit: RequestLimit): Promise<CommitAnswer>;
  commitUnclaimed(request: CommitUnclaimedRequest, limit: RequestLimit): Promise<CommitAnswer>;
  /** A strongly consistent read. */
  find(id: string, limit: RequestLimit): Promise<IdempotencyRecord | undefined>;
  /** Stores one part; storing the same part again is harmless. */
  putResultPart(part: ResultPart, limit: RequestLimit): Promise<void>;
  /** The part's bytes, strongly consistent; undefined when there is none, or it has expired by `nowMs`. */
  getResultPart(
    part: Pick<ResultPart, 'id' | 'partOf' | 'index'> & { readonly nowMs: number },
    limit: RequestLimit,
  ): Promise<Uint8Array | undefined>;
}
