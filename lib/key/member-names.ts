import { sortedNames } from './sorted-names.js';

/** The name of a member, and as it stands in the text: first of its object's, or after others. */
export interface MemberName {
  readonly name: string;
  readonly text: string;
  readonly laterText: string;
}

interface Known {
  /** In the order of the object. */
  readonly names: readonly string[];
  readonly sorted: readonly MemberName[];
}

/**
 * What is remembered is not more than this, for names are the sender's to choose: of each of the first depths, the
 * names of one object, if they are few and short.
 */
const MOST_NAMES = 100;
const MOST_CHARACTERS = 4_096;
const MOST_DEPTHS = 32;

/**
 * The names of objects' members. Objects of the same depth are mostly like ones, each of which has the names of the one
 * before it: these are sorted and written once.
 *
 * Kept are names and their texts, never values: for each depth until an object with other names takes their place, so
 * for the last one as long as the process lives.
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
    const sorted = sortedNames(names).map((name) => this.written(name));
    if (depth < MOST_DEPTHS && areFewAndShort(names)) this.#last[depth] = { names, sorted };
    return sorted;
  }

  private written(name: string): MemberName {
    const text = this.write(name);
    return { name, text, laterText: `,${text}` };
  }
}

const areSame = (names: readonly string[], others: readonly string[]): boolean =>
  names.length === others.length && names.every((name, index) => name === others[index]);

const areFewAndShort = (names: readonly string[]): boolean =>
  names.length <= MOST_NAMES && names.reduce((sum, { length }) => sum + length, 0) <= MOST_CHARACTERS;
