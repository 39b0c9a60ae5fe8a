import { UnusableKeyValue } from './unusable-key-value.js';

/** Containers inside one another; far above any event, far below what the stack holds. */
const DEEPEST_NESTING = 256;

/** Names that can be read in a path as they are; others are quoted, so that none can break out of a message. */
const PLAIN_NAME = /^[\w$-]+$/;

/** All there are, or only those that no other integer was rounded to. */
export type Integers = 'any' | 'exact';

/** The way from a value down to the member that is being looked at. */
export class Trail {
  /** The name or index taken in each container entered; what stands behind them is left over. */
  readonly names: (string | number)[] = [];
  readonly #containers: object[] = [];
  readonly #start: string;

  /**
   * @param start where the value itself stands.
   * @param integers which of them are let through.
   */
  constructor(
    start: string,
    readonly integers: Integers,
  ) {
    this.#start = start;
  }

  /** @returns the container's index in {@link names}. */
  enter(container: object): number {
    const containers = this.#containers;
    const level = containers.length;
    if (level === DEEPEST_NESTING) throw this.refusal(`is nested in more than ${DEEPEST_NESTING} objects and arrays`);
    if (containers.includes(container)) throw this.refusal('refers back to an object it is part of');
    containers.push(container);
    return level;
  }

  leave(): void {
    this.#containers.pop();
  }

  refusal(reason: string): UnusableKeyValue {
    const names = this.names.slice(0, this.#containers.length).map((name) => {
      return PLAIN_NAME.test(`${name}`) ? name : JSON.stringify(name);
    });
    return new UnusableKeyValue((this.#start === '' ? names : [this.#start, ...names]).join('.'), reason);
  }
}
