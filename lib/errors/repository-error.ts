import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * The repository could not be reached or refused to work (missing table, denied access, throttling, time-out). Before
 * the method ran, the call fails closed: the method was not run, unless `whenUnavailable: 'execute'` was chosen.
 *
 * What to do: see the message, and `cause` for the error of the store with its request id.
 */
export class IdempotencyRepositoryError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_REPOSITORY';
  readonly retryable = true;

  constructor(message: string, details?: IdempotencyErrorDetails) {
    super('IdempotencyRepositoryError', message, details);
  }
}
