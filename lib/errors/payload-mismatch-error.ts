import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * The same idempotency key arrived with other content: the fields selected by `fingerprint` differ from those of the
 * first request. The method was not run and the record is unchanged.
 *
 * What to do: the sender must use a new key for a new request.
 */
export class IdempotencyPayloadMismatchError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_PAYLOAD_MISMATCH';
  readonly retryable = false;

  constructor(message: string, details?: IdempotencyErrorDetails) {
    super('IdempotencyPayloadMismatchError', message, details);
  }
}
