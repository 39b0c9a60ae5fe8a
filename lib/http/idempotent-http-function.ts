import { plainFunction } from '../decorators/plain-function.js';
import { guardHttp } from './guard-http.js';
import type { AnyMethod, HttpFunctionCheck, HttpMethodCheck, KnownHttpOptions } from './http-method-check.js';
import type { IdempotentHttpOptions } from './http-options.js';

/**
 * {@link IdempotentHttp} for a plain function: returns the guarded function, with the same type.
 *
 * With middy, guard the base handler: `middy(idempotentHttp(handler))`. What comes before it (parsing, authentication)
 * and after it (serializing, CORS) then runs for replays and problems, too. `idempotentHttpMiddleware` is the same as a
 * middleware, with limits.
 *
 * @param fn an async function. Its name is part of the default operation name. Give the option `operation` where a
 * minifier renames functions, or takes their names away; see `idempotent`.
 * @throws IdempotencyConfigurationError as {@link IdempotentHttp}, and for a function without a name where `operation`
 * is not given.
 *
 * @example
 * ```ts
 * export const handler = middy(
 *   idempotentHttp(
 *     async function pay(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
 *       return { statusCode: 201, body: event.rawPath };
 *     },
 *     { operation: 'pay', repository: new DynamoDBRepository({ tableName: 'idempotency' }) },
 *   ),
 * );
 * ```
 */
export function idempotentHttp<
  Fn extends (...args: never[]) => Promise<unknown>,
  const Options extends IdempotentHttpOptions = Record<never, never>,
>(fn: Fn & HttpMethodCheck<Options, Fn>, options?: KnownHttpOptions<Options>): Fn;
export function idempotentHttp<
  Fn extends AnyMethod,
  const Options extends IdempotentHttpOptions = Record<never, never>,
>(fn: Fn & HttpFunctionCheck<Options, Fn>, options?: KnownHttpOptions<Options>): Fn;
export function idempotentHttp<Fn extends (...args: never[]) => Promise<unknown>>(fn: Fn, options?: object): Fn {
  // What guards a function takes and returns what the function does, problems apart.
  return guardHttp(plainFunction('idempotentHttp', fn, idempotentHttp), options) as unknown as Fn;
}
