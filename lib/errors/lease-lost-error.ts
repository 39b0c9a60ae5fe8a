import { IdempotencyError, type IdempotencyErrorDetails } from './idempotency-error.js';

/**
 * The method ran longer than its lease, another delivery took over, and that one has no result yet to answer with.
 *
 * What to do: let the event be delivered again; raise `lease` if the method is rightly slow, and stop work when
 * `execution().signal` aborts.
 */
export class IdempotencyLeaseLostError extends IdempotencyError {
  readonly code = 'IDEMPOTENCY_LEASE_LOST';
  readonly retryable = true;

  constructor(message: string, details?: IdempotencyErrorDetails) {
    super('IdempotencyLeaseLostError', message, details);
  }
}
