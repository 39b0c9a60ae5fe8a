export { Idempotent, type IdempotentDecorator } from './decorators/idempotent.js';
export { idempotent } from './decorators/idempotent-function.js';
export { UseRepository, type ClassRepositoryDecorator } from './decorators/use-repository.js';
export { InjectedRepository, type InjectedRepositoryDecorator } from './decorators/injected-repository.js';
export { configureIdempotency, type IdempotencyConfiguration } from './decorators/configure.js';
export { idempotencyKeyOf, type IdempotencyKey } from './decorators/idempotency-key-of.js';

export type { IdempotentOptions, KeyOption } from './options/idempotent-options.js';
export type { Duration } from './options/duration.js';
export { execution, type Execution, type FenceCondition } from './execution/execution.js';
export { inspectRecord, settleRecord, type RecordSummary, type Verdict } from './execution/settle.js';
export type { StagedItem } from './execution/staged-write.js';
export type { ReplayErrors, ReplayInfo } from './execution/operation.js';
export type { ReconcileContext, Reconciliation } from './execution/reconcile.js';
export type { IdempotencyEvent, IdempotencyObserver, IdempotencyOutcome } from './observability/observer.js';

export { DynamoDBRepository } from './repository/dynamodb/dynamodb-repository.js';
export type {
  DynamoDBRepositoryOptions,
  DynamoDBRequestOptions,
  DynamoDBTableOptions,
} from './repository/dynamodb/repository-options.js';
export { idempotencyTable, type IdempotencyTable } from './repository/dynamodb/table-definition.js';
export { leastPrivilegePolicy, type PolicyStatement } from './repository/dynamodb/least-privilege-policy.js';
export { InMemoryRepository } from './repository/in-memory/in-memory-repository.js';
export { CachedRepository } from './repository/cached/cached-repository.js';
export type { CacheOptions } from './repository/cached/cache-options.js';
export type {
  ClaimAnswer,
  CommitAnswer,
  IdempotencyRepository,
  Refused,
  RequestLimit,
  WriteAnswer,
} from './repository/repository.js';
export type { IdempotencyRecord, RecordStatus, StoredResult, StoredStep } from './repository/record.js';
export type {
  ClaimRequest,
  CommitRequest,
  CommitUnclaimedRequest,
  CompleteRequest,
  DoubtRequest,
  FailRequest,
  HaltRequest,
  OwnerWrite,
  RenewRequest,
  ResultPart,
  SaveStepRequest,
  SettleRequest,
  StagedWrite,
} from './repository/writes.js';
export type { EpochMs, EpochSeconds } from './repository/epoch.js';

export { IdempotencyError, isIdempotencyError } from './errors/idempotency-error.js';
export type { IdempotencyErrorCode, IdempotencyErrorDetails, IdempotencyErrorOf } from './errors/idempotency-error.js';
export { IdempotencyConfigurationError } from './errors/configuration-error.js';
export { IdempotencyKeyMissingError } from './errors/key-missing-error.js';
export { IdempotencyPayloadMismatchError } from './errors/payload-mismatch-error.js';
export { IdempotencyInProgressError } from './errors/in-progress-error.js';
export { IdempotencyLeaseLostError } from './errors/lease-lost-error.js';
export { IdempotencyInDoubtError } from './errors/in-doubt-error.js';
export { IdempotencyResultUnavailableError } from './errors/result-unavailable-error.js';
export { IdempotencyRepositoryError } from './errors/repository-error.js';
