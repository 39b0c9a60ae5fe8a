import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * Something about the set-up is wrong: an unknown or contradictory option, two methods with one operation, no
 * repository to be found. Thrown at decoration wherever possible, otherwise before the method runs.
 *
 * What to do: fix the code; the message names the class member, the option, what was expected and what was given.
 */
export class IdempotencyConfigurationError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_CONFIGURATION';
  readonly retryable = false;

  constructor(message: string, details?: IdempotencyErrorDetails) {
    super('IdempotencyConfigurationError', message, details);
  }
}
