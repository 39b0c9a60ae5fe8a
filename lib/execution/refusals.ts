import { IdempotencyInDoubtError } from '../errors/in-doubt-error.js';
import { IdempotencyInProgressError } from '../errors/in-progress-error.js';
import type { IdempotencyError } from '../errors/idempotency-error.js';
import { IdempotencyPayloadMismatchError } from '../errors/payload-mismatch-error.js';
import { IdempotencyRepositoryError } from '../errors/repository-error.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { Call } from './call.js';

/** The errors by which a call is refused, each reported to the observers as it is made. */
export function inProgress(call: Call, running: IdempotencyRecord | undefined): IdempotencyInProgressError {
  call.report('conflict', running);
  const { clock, assumptions, operation } = call;
  const nowMs = clock.now();
  const freeAtMs = (running?.leaseEndsAtMs ?? nowMs) + assumptions.skewMs;
  return new IdempotencyInProgressError(
    `${operation.member}: another delivery of this request is still being handled after ` +
      `${nowMs - call.startedAtMs} ms (option \`wait\`: ${operation.waitMs} ms, within the time left); the method ` +
      'was not run. Deliver the event again later.',
    { ...call.details, retryAfterMs: Math.max(0, freeAtMs - nowMs) },
  );
}

export function mismatch(call: Call, record: IdempotencyRecord | undefined): IdempotencyPayloadMismatchError {
  call.report('mismatch', record);
  return new IdempotencyPayloadMismatchError(
    `${call.operation.member}: this idempotency key was first used with other content (option \`fingerprint\`); the ` +
      'method was not run. Use a new key for a new request.',
    call.details,
  );
}

export function inDoubt(call: Call, record: IdempotencyRecord): IdempotencyInDoubtError {
  call.report('in_doubt', record);
  return new IdempotencyInDoubtError(
    `${call.operation.member}: an earlier execution ended without telling how (option \`recovery\`); the method was ` +
      'not run. Find out whether its effect happened and settle the record.',
    call.details,
  );
}

/** The repository's own message, with what only the call knows. */
export function unavailable(call: Call, error: IdempotencyError): IdempotencyRepositoryError {
  call.report('store_unavailable', undefined, error);
  return new IdempotencyRepositoryError(`${call.operation.member}: the method was not run. ${error.message}`, {
    ...call.details,
    cause: error.cause ?? error,
  });
}

/** Why no request can be made any more; see {@link unavailable}. */
export const noTimeLeft = (): IdempotencyRepositoryError =>
  new IdempotencyRepositoryError(
    'The time left (getRemainingTimeInMillis() of the Lambda context) was over before the record was held. Raise the ' +
      'time-out of the function.',
  );
