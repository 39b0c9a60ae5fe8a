import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * This request was completed before, but its result cannot be given again: it could not be stored (too large, or not
 * a value that survives storing), or the stored form is damaged or partly expired. The method is not run again.
 *
 * What to do: return a storable value, project it with the `result` option, or set `result: false`.
 */
export class IdempotencyResultUnavailableError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_RESULT_UNAVAILABLE';
  readonly retryable = false;

  constructor(message: string, details?: IdempotencyErrorDetails) {
    super('IdempotencyResultUnavailableError', message, details);
  }
}
