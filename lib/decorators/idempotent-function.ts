import type { IdempotentOptions } from '../options/idempotent-options.js';
import type { MethodCheck } from '../options/method-check.js';
import { parseOptions } from '../options/parse-options.js';
import { plainFunction } from './plain-function.js';

/**
 * {@link Idempotent} for a plain function: returns the guarded function, with the same type.
 *
 * @param fn an async function. Its name is part of the default operation name. Give the option `operation` where a
 * minifier renames functions, or takes their names away: with the next build, the records would be another's. An
 * anonymous function needs it anyway; one of a name of one or two letters does in a Lambda function, and is warned of
 * elsewhere.
 * @throws IdempotencyConfigurationError for an unknown, wrong or contradicting option, for a function without a name
 * where `operation` is not given, and where two functions would have the same default operation name. Functions that a
 * loop or a factory makes are not told apart: give `operation` to each, or they answer for each other.
 *
 * @example
 * ```ts
 * export const handler = idempotent(
 *   async function onOrder(event: OrderPlaced) {
 *     return { charged: event.detail.orderId };
 *   },
 *   {
 *     key: 'detail.orderId',
 *     operation: 'order',
 *     repository: new DynamoDBRepository({ tableName: 'idempotency' }),
 *   },
 * );
 * ```
 */
export function idempotent<
  Fn extends (...args: never[]) => Promise<unknown>,
  const Options extends IdempotentOptions = Record<never, never>,
>(
  // Here, wrong options are refused without standing in the way of `fn`: a generic function stays one.
  this: MethodCheck<Options, Fn>,
  fn: Fn,
  options?: Options | IdempotentOptions,
): Fn {
  const { method, member, guard } = plainFunction('idempotent', fn, idempotent);
  // What guards a function takes and returns what the function does.
  return guard(method, parseOptions(options, member)) as unknown as Fn;
}
