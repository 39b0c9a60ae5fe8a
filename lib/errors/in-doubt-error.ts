import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * An earlier execution ended without telling how (its worker died or froze) and the operation is set to
 * `recovery: 'halt'`, or its reconciliation could not find out. The method was not run.
 *
 * What to do: find out whether the effect happened and settle the record; until then, or until its ttl ends, every
 * delivery of this key gets this error.
 */
export class IdempotencyInDoubtError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_IN_DOUBT';
  readonly retryable = false;

  constructor(message: string, details?: IdempotencyErrorDetails) {
    super('IdempotencyInDoubtError', message, details);
  }
}
