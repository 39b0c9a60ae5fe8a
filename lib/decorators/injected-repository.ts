import { setInjectedRepository } from '../metadata/injected-repository.js';
import type { IdempotencyRepository } from '../repository/repository.js';

type Injectable = IdempotencyRepository | undefined;

/** A property decorator for both decorator standards. */
export interface InjectedRepositoryDecorator {
  <This extends object, Value extends Injectable>(
    value: undefined,
    context: ClassFieldDecoratorContext<This, Value>,
  ): void;
  <This extends object, Value extends Injectable>(
    value: ClassAccessorDecoratorTarget<This, Value>,
    context: ClassAccessorDecoratorContext<This, Value>,
  ): void;
  /** Legacy (`experimentalDecorators`). */
  (prototype: object, property: string | symbol): void;
}

/**
 * Marks the instance property that holds the repository of the instance's guarded methods, as dependency injection
 * fills it. The property is read at each call; while it is unset, the class's repository serves. It marks a property,
 * not a parameter of the constructor: assign the parameter to the property.
 *
 * @example
 * ```ts
 * class OrderHandler {
 *   @InjectedRepository() private readonly repository: IdempotencyRepository;
 *
 *   constructor(repository: IdempotencyRepository) {
 *     this.repository = repository;
 *   }
 *
 *   @Idempotent({ key: 'detail.orderId' })
 *   async onOrder(event: OrderPlaced) {
 *     return { charged: event.detail.orderId };
 *   }
 * }
 * ```
 */
export function InjectedRepository(): InjectedRepositoryDecorator {
  return (target: object | undefined, where: string | symbol | DecoratorContext): void => {
    if (typeof where === 'object') markStandard(where);
    else if (target) setInjectedRepository(target, (instance) => memberOf(instance, where));
  };
}

/** Any property may be marked; what it holds is checked where it is used. */
const memberOf = (instance: object, name: string | symbol): unknown =>
  (instance as Readonly<Record<string | symbol, unknown>>)[name];

function markStandard(context: DecoratorContext): void {
  if (context.kind !== 'field' && context.kind !== 'accessor') return;
  const read = (instance: object): unknown => context.access.get(instance);
  context.addInitializer(function (this: unknown) {
    // The initializer of a field runs with the instance, whose class could not be known before.
    if (typeof this === 'object' && this !== null) setInjectedRepository(Object.getPrototypeOf(this), read);
  });
}
