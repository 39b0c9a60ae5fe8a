import type { DecoratedMethod } from '../decorators/decorated-method.js';
import { inPlaceOf, type Method } from '../decorators/in-place-of.js';
import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { guardedOperation, setGuardedOperation } from '../metadata/guarded-operation.js';
import { parseOptions } from '../options/parse-options.js';
import { headerValues, targetOf, type HttpEvent } from './http-event.js';
import { explained } from './incomparable-request.js';
import { parseKeyField } from './key-field.js';
import { parseHttpOptions, type HttpPolicy } from './parse-http-options.js';
import { keyInvalid, keyMissing, problemOf, type Problem } from './problem.js';
import { problemResponse } from './problem-response.js';
import { ReleasedResponse } from './released-response.js';
import { responseStatus } from './response-status.js';
import { replayedResponse, storedResponse, type StoredResponse } from './stored-response.js';

/** A response that was given before; which form it takes depends on the request it now answers. */
class Replay {
  constructor(readonly stored: StoredResponse) {}
}

/** RFC 9110, section 9.2.1: they ask for nothing to be done. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * The guarded form of a method that answers HTTP requests: `@Idempotent` within, HTTP around it.
 *
 * ```
 *   request ─> key? ──> guard ──> method ──> status to be stored? ──> response
 *               │         │                        └─ no: thrown through the guard, unwrapped outside
 *               │         └─ refused: 409, 422, 500, 503
 *               └─ missing or not valid: 400
 * ```
 */
export function guardHttp({ method, member, guard }: DecoratedMethod, options: unknown): Method {
  const { policy, rest } = parseHttpOptions(options, member);
  const { wait = false, ...others } = rest;
  const parsed = parseOptions({ ...others, wait, ...core(policy, member) }, member);
  const guarded = guard(releasing(method, policy), parsed);
  const operation = guardedOperation(guarded);
  const answering = inPlaceOf(method, async function (this: unknown, ...args: unknown[]) {
    // The decorator's types ask for a method whose first argument is a request; `targetOf` checks it.
    const event = args[0] as HttpEvent;
    const admitted = admit(event, policy, member);
    if (admitted === 'unguarded') return method.apply(this, args);
    if (admitted !== 'guarded') return problemResponse(event, admitted, policy);
    try {
      const answer = await guarded.apply(this, args);
      return answer instanceof Replay ? replayedResponse(event, answer.stored) : answer;
    } catch (error) {
      if (error instanceof ReleasedResponse) return error.response;
      const problem = problemOf(error, operation?.name);
      if (problem) return problemResponse(event, problem, policy);
      throw explained(error, operation, event);
    }
  });
  if (operation) setGuardedOperation(answering, operation);
  return answering;
}

/** The method, but a response that is not to be stored is thrown. */
function releasing(method: Method, { storeStatus }: HttpPolicy): Method {
  return async function (this: unknown, ...args: unknown[]) {
    const response = await method.apply(this, args);
    const status = responseStatus(args[0] as HttpEvent, response);
    if (storeStatus(status)) return response;
    throw new ReleasedResponse(response, status);
  };
}

/** The options of the core that make it a guard of HTTP requests. */
function core({ lowerCaseHeader, caller, fingerprint, replayHeaders }: HttpPolicy, member: string): object {
  return {
    key(event: HttpEvent) {
      const { method, path } = targetOf(event, member);
      const field = parseKeyField(headerValues(event, lowerCaseHeader));
      // A path or a method alone identifies no request.
      return field.kind === 'key' ? [method, path, field.key] : undefined;
    },
    scope: (event: HttpEvent) => nonEmpty(caller(event), member),
    fingerprint: fingerprint && ((event: HttpEvent) => fingerprint(event)),
    result: (response: unknown) => storedResponse(response, replayHeaders),
    onReplay: (stored: StoredResponse | null | undefined) => (stored ? new Replay(stored) : stored),
  };
}

function nonEmpty(caller: unknown, member: string): string {
  if (typeof caller === 'string' && caller !== '') return caller;
  const given = caller === '' ? "''" : typeof caller;
  throw new IdempotencyConfigurationError(
    `${member}: the option \`caller\` must return a non-empty string, but returned ${given}; the method was not run. ` +
      'Return a constant for callers that nobody authenticated, or refuse their requests.',
  );
}

/** Whether a request is guarded, need not be, or lacks what the guard needs. */
function admit(event: HttpEvent, policy: HttpPolicy, member: string): 'guarded' | 'unguarded' | Problem {
  const { method } = targetOf(event, member);
  if (SAFE_METHODS.has(method)) return 'unguarded';
  const field = parseKeyField(headerValues(event, policy.lowerCaseHeader));
  switch (field.kind) {
    case 'key':
      return 'guarded';
    case 'invalid':
      return keyInvalid(policy.header, field.why);
    case 'absent':
      return policy.requiresKey(method) ? keyMissing(policy.header) : 'unguarded';
  }
}
