import { isIdempotencyError } from '../errors/idempotency-error.js';

/** The kinds of problem a client can be told of; part of each problem's `type`. */
export type ProblemName =
  | 'key-missing'
  | 'key-invalid'
  | 'key-reused'
  | 'in-progress'
  | 'in-doubt'
  | 'response-unavailable'
  | 'unavailable';

/** A problem as RFC 9457 describes it. It holds nothing of the request. */
export interface Problem {
  readonly name: ProblemName;
  readonly status: 400 | 409 | 422 | 500 | 503;
  readonly title: string;
  readonly detail: string;
  /** When the client may ask again, in seconds; undefined: asking again the same way does not help. */
  readonly retryAfterSeconds?: number;
}

export const keyMissing = (header: string): Problem => ({
  name: 'key-missing',
  status: 400,
  title: 'The idempotency key is missing',
  detail: `This request needs the header ${header}: a quoted string, unique to it and the same when it is retried.`,
});

export const keyInvalid = (header: string, why: string): Problem => ({
  name: 'key-invalid',
  status: 400,
  title: 'The idempotency key is not valid',
  detail: `The header ${header} ${why}.`,
});

const KEY_REUSED: Problem = {
  name: 'key-reused',
  status: 422,
  title: 'The idempotency key was used for another request',
  detail: 'The request differs from the first one with this idempotency key. Use a new key for a new request.',
};

const inProgress = (retryAfterMs: number): Problem => ({
  name: 'in-progress',
  status: 409,
  title: 'The request is still being processed',
  detail: 'A request with this idempotency key has not ended yet. Retry later with the same key.',
  retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1_000)),
});

const IN_DOUBT: Problem = {
  name: 'in-doubt',
  status: 500,
  title: 'The outcome of the request is not known',
  detail:
    'An earlier request with this idempotency key ended without telling how, and is not run again until its outcome ' +
    'has been found out. Do not send it with another key.',
};

const RESPONSE_UNAVAILABLE: Problem = {
  name: 'response-unavailable',
  status: 500,
  title: 'The response cannot be given again',
  detail: 'The request was processed before, but its response is no longer at hand. Do not send it with another key.',
};

const UNAVAILABLE: Problem = {
  name: 'unavailable',
  status: 503,
  title: 'The request cannot be processed at the moment',
  detail: 'Retry later with the same idempotency key.',
  retryAfterSeconds: 1,
};

/**
 * What an error of the guard means to an HTTP client; undefined where it means nothing to it, because the fault is in
 * the service's code or set-up.
 *
 * @param operation whose guard: an error of another one comes out of the method and is the method's own affair.
 */
export function problemOf(error: unknown, operation: string | undefined): Problem | undefined {
  if (!isIdempotencyError(error)) return undefined;
  if (error.operation !== undefined && error.operation !== operation) return undefined;
  switch (error.code) {
    case 'IDEMPOTENCY_PAYLOAD_MISMATCH':
      return KEY_REUSED;
    case 'IDEMPOTENCY_IN_PROGRESS':
      return inProgress(isIdempotencyError(error, error.code) ? error.retryAfterMs : 0);
    // Another delivery took the request over and is at work on it.
    case 'IDEMPOTENCY_LEASE_LOST':
      return inProgress(0);
    case 'IDEMPOTENCY_IN_DOUBT':
      return IN_DOUBT;
    case 'IDEMPOTENCY_RESULT_UNAVAILABLE':
      return RESPONSE_UNAVAILABLE;
    case 'IDEMPOTENCY_REPOSITORY':
      return UNAVAILABLE;
    case 'IDEMPOTENCY_KEY_MISSING':
    case 'IDEMPOTENCY_CONFIGURATION':
      return undefined;
  }
}
