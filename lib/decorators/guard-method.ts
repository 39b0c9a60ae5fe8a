import { guard } from '../execution/guard.js';
import type { Operation } from '../execution/operation.js';
import { standIn } from '../execution/stand-in.js';
import { setGuardedOperation } from '../metadata/guarded-operation.js';
import type { ParsedOptions } from '../options/parse-options.js';
import { warnOfWeakKey } from '../options/weak-key-warning.js';
import { configured } from './configure.js';
import { inPlaceOf, type Method } from './in-place-of.js';
import type { OneLineOfClasses } from './one-line-of-classes.js';
import { resolveRepository } from './resolve-repository.js';

/**
 * The guarded form of a method: the same name, `this`, own properties and, up to two, the same length.
 *
 * @param classes through which it may be called; undefined: through any.
 */
export function guardMethod(
  method: Method,
  { repository, policy }: ParsedOptions,
  member: string,
  name: string,
  classes?: OneLineOfClasses,
): Method {
  const operation: Operation = Object.freeze({ ...policy, member, name });
  warnOfWeakKey(operation.key, member);
  const guarded = inPlaceOf(method, function (this: unknown, ...args: unknown[]) {
    const instead = standIn();
    const { surroundings } = configured();
    return guard(
      operation,
      () => {
        classes?.admit(this);
        return instead?.repository ?? resolveRepository(repository, this, member);
      },
      { args, run: () => method.apply(this, args) },
      instead ? instead.surroundings(surroundings) : surroundings,
    );
  });
  setGuardedOperation(guarded, operation);
  return guarded;
}
