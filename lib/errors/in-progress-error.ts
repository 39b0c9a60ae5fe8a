import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * Another delivery of the same request is being handled right now and did not end within `wait`. The method was not
 * run by this call.
 *
 * What to do: let the event be delivered again, or answer 409 with `Retry-After`; `retryAfterMs` says when the
 * other's lease ends at the latest.
 */
export class IdempotencyInProgressError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_IN_PROGRESS';
  readonly retryable = true;
  /** Milliseconds until the running execution's lease will have lapsed for every clock, never negative. */
  readonly retryAfterMs: number;

  constructor(message: string, details: IdempotencyErrorDetails & { readonly retryAfterMs: number }) {
    super('IdempotencyInProgressError', message, details);
    this.retryAfterMs = details.retryAfterMs;
  }
}
