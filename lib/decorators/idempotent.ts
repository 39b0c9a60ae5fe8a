import type { IdempotentOptions } from '../options/idempotent-options.js';
import type { DoesNotFit, GuardableMethod, MethodCheck } from '../options/method-check.js';
import { parseOptions } from '../options/parse-options.js';
import { methodDecorator } from './decorated-method.js';

/**
 * The method decorator made by {@link Idempotent}, for both decorator standards. It leaves the method's type as it is;
 * where the options do not fit the method, applying it does not compile.
 */
export interface IdempotentDecorator<Options> {
  /** Standard (TC39) decorators. `never`: methods that declare their `this` are fine as well. */
  <Method extends GuardableMethod>(
    method: Method & MethodCheck<Options, Method>,
    context: ClassMethodDecoratorContext<never>,
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
 * methods would have the same default operation name. A call of an inherited method rejects with it when, under one
 * default operation name, two sibling subclasses would answer for each other. Classes that a loop or a factory makes
 * are not told apart: give the option `operation` to each, or they answer for each other.
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
  options?: Options | IdempotentOptions,
): IdempotentDecorator<Options> {
  // One implementation for two signatures, told apart by what the compiler passes; each is typed above.
  return methodDecorator('@Idempotent', ({ method, member, guard }) =>
    guard(method, parseOptions(options, member)),
  ) as IdempotentDecorator<Options>;
}
