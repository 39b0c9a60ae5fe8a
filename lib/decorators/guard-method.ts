import { guard } from '../execution/guard.js';
import type { Operation } from '../execution/operation.js';
import { setGuardedOperation } from '../metadata/guarded-operation.js';
import type { ParsedOptions } from '../options/parse-options.js';
import { configured } from './configure.js';
import { resolveRepository } from './resolve-repository.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** AWS's runtime client refuses handlers with three or more parameters: callbacks are gone. */
const MAX_LENGTH = 2;

/** The guarded form of a method: the same name, `this`, own properties and, up to two, the same length. */
export function guardMethod(method: Method, { repository, policy }: ParsedOptions, member: string, name: string): Method {
  const operation: Operation = Object.freeze({ ...policy, member, name });
  const guarded: Method = function (this: unknown, ...args: unknown[]) {
    return guard(
      operation,
      () => resolveRepository(repository, this, member),
      { args, run: () => method.apply(this, args) },
      configured().surroundings,
    );
  };
  const { prototype: _, ...own } = Object.getOwnPropertyDescriptors(method as Method & { prototype?: unknown });
  Object.defineProperties(guarded, {
    ...own,
    length: { value: Math.min(method.length, MAX_LENGTH), configurable: true },
  });
  setGuardedOperation(guarded, operation);
  return guarded;
}
