import { IdempotencyInDoubtError } from '../errors/in-doubt-error.js';
import { IdempotencyInProgressError } from '../errors/in-progress-error.js';
import { IdempotencyPayloadMismatchError } from '../errors/payload-mismatch-error.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { Call } from './call.js';

/** The errors by which a call is refused, each reported to the observers as it is made. */
export function inProgress(call: Call, running: IdempotencyRecord | undefined): IdempotencyInProgressError {
  call.report('conflict', running);
  const { clock, assumptions, operation } = call;
  const freeAtMs = (running?.leaseEndsAtMs ?? clock.now()) + assumptions.skewMs;
  return new IdempotencyInProgressError(
    `${operation.member}: another delivery of this request is still being handled after waiting ${operation.waitMs} ms ` +
      '(option `wait`); the method was not run. Deliver the event again later.',
    { ...call.details, retryAfterMs: Math.max(0, freeAtMs - clock.now()) },
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
