import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { IdempotentOptions } from '../options/idempotent-options.js';
import type { DoesNotFit, GuardableMethod, KnownOptions, MethodCheck } from '../options/method-check.js';
import { parseOptions } from '../options/parse-options.js';
import { defaultOperation } from './default-operation.js';
import { guardMethod } from './guard-method.js';

/**
 * The method decorator made by {@link Idempotent}, for both decorator standards. It leaves the method's type as it is;
 * where the options do not fit the method, applying it does not compile.
 */
export interface IdempotentDecorator<Options> {
  /** Standard (TC39) decorators. */
  <Method extends GuardableMethod>(
    method: Method & MethodCheck<Options, Method>,
    context: ClassMethodDecoratorContext,
  ): Method;
  /** Legacy decorators (`experimentalDecorators`). */
  <Method extends GuardableMethod>(
    target: object,
    property: string | symbol,
    descriptor: TypedPropertyDescriptor<Method> & LegacyCheck<MethodCheck<Options, Method>>,
  ): TypedPropertyDescriptor<Method> | void;
}

/** The misfit itself, not as the type of the descriptor's optional `value`, which leaving it out would satisfy. */
type LegacyCheck<Check> = Check extends DoesNotFit<unknown> ? Check : unknown;

/**
 * Guards a method: of several deliveries with the same idempotency key, one runs it and all get its result.
 *
 * What you get: while an execution's lease runs, no other one of the same key is admitted; once it is complete, every
 * later delivery gets its result until the ttl ends. A failed or crashed execution may be run again. The limits stand
 * in docs/guarantees.md; the main one: effects outside DynamoDB happen at least once per completed request.
 *
 * Works with standard and legacy (`experimentalDecorators`) decorators, on instance, static and private methods, in
 * subclasses and through `super`, with any compiler; no emitted type metadata is needed.
 *
 * @param options all optional; see {@link IdempotentOptions}. Paths and functions are checked against the method.
 * @throws IdempotencyConfigurationError at decoration, for an unknown, wrong or contradicting option, and where two
 * methods would have the same default operation name.
 *
 * The guarded method rejects with what the method itself throws, untouched, or with a subclass of
 * {@link IdempotencyError}.
 *
 * @example
 * ```ts
 * @UseRepository(new DynamoDBRepository({ tableName: 'idempotency' }))
 * class OrderHandler {
 *   @Idempotent({ key: 'detail.orderId', ttl: '48h' })
 *   async onOrder(event: EventBridgeEvent<'OrderPlaced', Order>, context: Context) {
 *     return { receipt: await charge(event.detail) };
 *   }
 * }
 * ```
 */
export function Idempotent<const Options extends IdempotentOptions = Record<never, never>>(
  options?: KnownOptions<Options>,
): IdempotentDecorator<Options> {
  // One implementation for two signatures, told apart by what the compiler passes; each is typed above.
  return decorate as IdempotentDecorator<Options>;

  function decorate(
    methodOrTarget: unknown,
    contextOrName: ClassMethodDecoratorContext | string | symbol,
    descriptor?: PropertyDescriptor,
  ): unknown {
    if (typeof contextOrName === 'object') {
      return guarded(methodOrTarget, contextOrName.name, contextOrName.static ? 'static ' : '', contextOrName.kind);
    }
    const owner = classNameOf(methodOrTarget);
    return { ...descriptor, value: guarded(descriptor?.value, contextOrName, `${owner}.`, 'method') };
  }

  function guarded(method: unknown, name: string | symbol | undefined, prefix: string, kind: string): unknown {
    const member = `${prefix}${String(name)}`;
    if (kind !== 'method' || typeof method !== 'function') {
      throw new IdempotencyConfigurationError(`${member}: @Idempotent goes on methods only, but this is a ${kind}.`);
    }
    const parsed = parseOptions(options, member);
    const operation = parsed.operationName ?? defaultOperation(methodName(name, member), member, decorate);
    // Only the types know the method's arguments; at run time they are passed through.
    return guardMethod(method as (...args: unknown[]) => unknown, parsed, member, operation);
  }
}

function methodName(name: string | symbol | undefined, member: string): string {
  if (typeof name === 'string') return name;
  throw new IdempotencyConfigurationError(
    `${member}: a method without a name of its own needs one for its records: @Idempotent({ operation: '...' }).`,
  );
}

/** Legacy decorators get the prototype, or the class itself for a static method. */
function classNameOf(target: unknown): string {
  const ofClass = typeof target === 'function' ? target : (target as object).constructor;
  return typeof target === 'function' ? `static ${ofClass.name}` : ofClass.name;
}
