import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { IdempotentOptions } from '../options/idempotent-options.js';
import type { KnownOptions, MethodCheck } from '../options/method-check.js';
import { parseOptions } from '../options/parse-options.js';
import { defaultOperation } from './default-operation.js';
import { guardMethod } from './guard-method.js';

/**
 * {@link Idempotent} for a plain function: returns the guarded function, with the same type.
 *
 * @param fn an async function. Its name is part of the default operation name; an anonymous one needs the option
 * `operation`.
 * @throws IdempotencyConfigurationError for an unknown, wrong or contradicting option, for a function without a name
 * where `operation` is not given, and where two functions would have the same default operation name.
 *
 * @example
 * ```ts
 * export const handler = idempotent(
 *   async function onOrder(event: OrderPlaced) {
 *     return { charged: event.detail.orderId };
 *   },
 *   { key: 'detail.orderId', repository: new DynamoDBRepository({ tableName: 'idempotency' }) },
 * );
 * ```
 */
export function idempotent<
  Fn extends (...args: never[]) => Promise<unknown>,
  const Options extends IdempotentOptions = Record<never, never>,
>(fn: Fn & MethodCheck<Options, Fn>, options?: KnownOptions<Options>): Fn {
  if (typeof fn !== 'function') {
    throw new IdempotencyConfigurationError(`idempotent(): expected an async function, but got ${typeof fn}.`);
  }
  const member = fn.name === '' ? 'idempotent(anonymous function)' : fn.name;
  const parsed = parseOptions(options, member);
  if (parsed.operationName === undefined && fn.name === '') {
    throw new IdempotencyConfigurationError(
      `${member}: a function without a name needs one for its records: idempotent(fn, { operation: '...' }).`,
    );
  }
  const operation = parsed.operationName ?? defaultOperation(fn.name, member, idempotent);
  // Only the types know the function's arguments; at run time they are passed through.
  return guardMethod(fn as unknown as (...args: unknown[]) => unknown, parsed, member, operation) as unknown as Fn;
}
