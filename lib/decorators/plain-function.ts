import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { DecoratedMethod } from './decorated-method.js';
import { defaultOperation } from './default-operation.js';
import { guardMethod } from './guard-method.js';
import type { Method } from './in-place-of.js';

/**
 * A plain function that is to be guarded, seen as a decorated method.
 *
 * @param title how messages name the function that guards it.
 * @param above that function itself, which the user's code has called.
 * @throws IdempotencyConfigurationError if it is not a function.
 */
export function plainFunction(title: string, fn: unknown, above: (...args: never[]) => unknown): DecoratedMethod {
  if (typeof fn !== 'function') {
    throw new IdempotencyConfigurationError(`${title}(): expected an async function, but got ${typeof fn}.`);
  }
  const member = fn.name === '' ? `${title}(anonymous function)` : fn.name;
  return {
    // Only the types know the function's arguments; at run time they are passed through.
    method: fn as Method,
    member,
    guard(run, parsed) {
      if (parsed.operationName === undefined && fn.name === '') {
        throw new IdempotencyConfigurationError(
          `${member}: a function without a name needs one for its records: ${title}(fn, { operation: '...' }).`,
        );
      }
      return guardMethod(run, parsed, member, parsed.operationName ?? defaultOperation(fn.name, member, above));
    },
  };
}
