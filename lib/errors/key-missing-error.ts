import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * The payload has no usable idempotency key: a required path is absent, or its value cannot be a key. The method was
 * not run.
 *
 * What to do: correct the sender or the `key` option; or choose `onMissingKey: 'execute'` to run such payloads
 * unguarded.
 */
export class IdempotencyKeyMissingError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_KEY_MISSING';
  readonly retryable = false;

  constructor(message: string, details?: IdempotencyErrorDetails) {
    super('IdempotencyKeyMissingError', message, details);
  }
}
