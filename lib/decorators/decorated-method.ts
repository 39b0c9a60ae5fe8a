import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { ParsedOptions } from '../options/parse-options.js';
import { defaultOperation } from './default-operation.js';
import { guardMethod } from './guard-method.js';
import type { Method } from './in-place-of.js';
import { OneLineOfClasses } from './one-line-of-classes.js';

type Decorate = (
  methodOrTarget: unknown,
  contextOrName: ClassMethodDecoratorContext | string | symbol,
  descriptor?: PropertyDescriptor,
) => unknown;

/** A method that a decorator was applied to, under either decorator standard. */
export interface DecoratedMethod {
  readonly method: Method;
  /** How messages name it: `'OrderHandler.onOrder'`. */
  readonly member: string;
  /**
   * Guards what is to run in the method's place, under the operation of the options or else of the method's name.
   *
   * @throws IdempotencyConfigurationError where another method has the same default operation name.
   */
  guard(run: Method, parsed: ParsedOptions): Method;
}

/**
 * A method decorator for both standards, told apart by what the compiler passes.
 *
 * @param title how messages name the decorator.
 * @param replace makes the function that takes the method's place.
 */
export function methodDecorator(title: string, replace: (decorated: DecoratedMethod) => Method): Decorate {
  return decorate;

  function decorate(
    methodOrTarget: unknown,
    contextOrName: ClassMethodDecoratorContext | string | symbol,
    descriptor?: PropertyDescriptor,
  ): unknown {
    if (typeof contextOrName === 'object') {
      return replaced(methodOrTarget, contextOrName.name, contextOrName.static ? 'static ' : '', contextOrName.kind);
    }
    const owner = classNameOf(methodOrTarget);
    return { ...descriptor, value: replaced(descriptor?.value, contextOrName, `${owner}.`, 'method') };
  }

  function replaced(method: unknown, name: string | symbol | undefined, prefix: string, kind: string): Method {
    const member = `${prefix}${String(name)}`;
    if (kind !== 'method' || typeof method !== 'function') {
      throw new IdempotencyConfigurationError(`${member}: ${title} goes on methods only, but this is a ${kind}.`);
    }
    return replace({
      // Only the types know the method's arguments; at run time they are passed through.
      method: method as Method,
      member,
      guard(run, parsed) {
        if (parsed.operationName !== undefined) return guardMethod(run, parsed, member, parsed.operationName);
        const operation = defaultOperation(methodName(title, name, member), member, decorate);
        return guardMethod(run, parsed, member, operation, new OneLineOfClasses(member, operation));
      },
    });
  }
}

function methodName(title: string, name: string | number | symbol | undefined, member: string): string {
  // Some compilers give the number that a method is named by.
  if (typeof name === 'string' || typeof name === 'number') return String(name);
  throw new IdempotencyConfigurationError(
    `${member}: a method without a name of its own needs one for its records: ${title}({ operation: '...' }).`,
  );
}

/** Legacy decorators get the prototype, or the class itself for a static method. */
function classNameOf(target: unknown): string {
  const ofClass = typeof target === 'function' ? target : (target as object).constructor;
  return typeof target === 'function' ? `static ${ofClass.name}` : ofClass.name;
}
