import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { DecoratedMethod } from './decorated-method.js';
import { defaultOperation } from './default-operation.js';
import { guardMethod } from './guard-method.js';
import type { Method } from './in-place-of.js';
import { refuseShortName } from './short-name.js';

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
    guard: (run, parsed) =>
      guardMethod(run, parsed, member, parsed.operationName ?? defaultName(fn.name, member, title, above)),
  };
}

function defaultName(name: string, member: string, title: string, above: (...args: never[]) => unknown): string {
  if (name === '') {
    throw new IdempotencyConfigurationError(
      `${member}: a function without a name (minifiers take it away) needs one for its records: ${title}(fn, { ` +
        "operation: '...' }).",
    );
  }
  refuseShortName(name, title);
  return defaultOperation(name, member, above);
}
