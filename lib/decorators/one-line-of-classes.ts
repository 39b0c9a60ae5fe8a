import { IdempotencyConfigurationError } from '../errors/configuration-error.js';

type AnyClass = abstract new (...args: never[]) => unknown;

/**
 * The classes through which one inherited method has been called. Under its one default operation name, each of two
 * siblings would answer for the other; a class and its own subclasses are one handler, and may.
 *
 * ```
 *   Base ── Orders ── RushOrders      one line: fine
 *   Base ┬─ Orders
 *        └─ Payments                  not one line: refused
 * ```
 */
export class OneLineOfClasses {
  /** The most derived class seen so far: the others are its ancestors. */
  private tip: AnyClass | undefined;

  constructor(
    private readonly member: string,
    private readonly operation: string,
  ) {}

  /**
   * @param self the instance, or the class itself for a static method.
   * @throws IdempotencyConfigurationError when the method has been called through a sibling class before.
   */
  admit(self: unknown): void {
    const own = classOf(self);
    if (own === this.tip || own === undefined) return;
    if (this.tip === undefined || descends(own, this.tip)) this.tip = own;
    else if (!descends(this.tip, own)) throw this.refusal(own, this.tip);
  }

  private refusal(one: AnyClass, other: AnyClass): IdempotencyConfigurationError {
    const { member, operation } = this;
    return new IdempotencyConfigurationError(
      `${member}: this inherited method is called through the classes ${nameOf(one)} and ${nameOf(other)}, and under ` +
        `its one default operation name '${operation}' each would answer for the other; the method was not run. If ` +
        `they are to share their records, say so: @Idempotent({ operation: '${operation}', ... }). Otherwise ` +
        'override the method in each class, with an operation of its own.',
      { operation },
    );
  }
}

function classOf(self: unknown): AnyClass | undefined {
  const own: unknown = typeof self === 'object' && self !== null ? self.constructor : self;
  // Only compared and named, never constructed.
  return typeof own === 'function' ? (own as AnyClass) : undefined;
}

/** Asks neither class for a `Symbol.hasInstance` of its own. A plain object's class is `Object`: every line's root. */
const descends = (derived: AnyClass, base: AnyClass): boolean =>
  Object.prototype.isPrototypeOf.call(base.prototype ?? base, derived.prototype ?? derived);

const nameOf = ({ name }: AnyClass): string => (name === '' ? '(anonymous)' : name);
