import { sortedNames } from './sorted-names.js';

/** The name of a member, and as it stands in the text. */
export interface MemberName {
  readonly name: string;
  readonly text: string;
}

interface Known {
  /** In the order of the object. */
  readonly names: readonly string[];
  readonly sorted: readonly MemberName[];
}

/** What is remembered of an object's names is not more than this; depths are bounded by the trail. */
const MOST_NAMES = 100;

/**
 * The names of objects' members. Objects of the same depth are mostly like ones, each of which has the names of the one
 * before it: these are sorted and written once.
 */
export class MemberNames {
  /** By depth. */
  readonly #last: Known[] = [];

  /** @param write makes a name's text. */
  constructor(private readonly write: (name: string) => string) {}

  /** The object's own enumerable members, sorted. */
  of(object: object, depth: number): readonly MemberName[] {
    const names = Object.keys(object);
    const last = this.#last[depth];
    if (last !== undefined && areSame(names, last.names)) return last.sorted;
    const sorted = sortedNames(names).map((name) => ({ name, text: this.write(name) }));
    if (names.length <= MOST_NAMES) this.#last[depth] = { names, sorted };
    return sorted;
  }
}

const areSame = (names: readonly string[], others: readonly string[]): boolean =>
  names.length === others.length && names.every((name, index) => name === others[index]);
