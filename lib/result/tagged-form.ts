/**
 * The text of a value that plain JSON cannot give back: {@link TAGGED_PREFIX}, then one flat JSON array. Its first
 * entry is the value, the others are the objects in it, each written once, so that an object referred to twice, or
 * from within itself, stays one object.
 *
 * Stored records hold such texts: tags may be added, but none may change its meaning.
 *
 * @example
 * ```
 * { at: new Date(0), total: 10n }   *[[0],{"at":[1],"total":["i","10"]},["d",0]]
 * ```
 */
export type TaggedElement =
  | string
  | boolean
  | null
  | number
  /** The object at this place, the first being 0. */
  | readonly [index: number]
  | readonly ['u']
  | readonly ['n', UnwritableNumber]
  /** A bigint's decimal digits. */
  | readonly ['i', string];

/** The numbers that JSON has no text for. */
export type UnwritableNumber = 'NaN' | 'Infinity' | '-Infinity' | '-0';

export interface TaggedMembers {
  [key: string]: TaggedElement;
}

export type TaggedObject =
  /** A plain object. */
  | TaggedMembers
  /** An object without prototype. */
  | readonly ['o', TaggedMembers]
  /** An array without holes and further members. */
  | readonly ['a', ...TaggedElement[]]
  /** Any other array: its length, then whatever members it has. */
  | readonly ['s', number, TaggedMembers]
  /** A Date in epoch milliseconds; null: an invalid one. */
  | readonly ['d', number | null]
  /** A Map: key, value, key, value. */
  | readonly ['m', ...TaggedElement[]]
  /** A Set. */
  | readonly ['t', ...TaggedElement[]]
  /** Bytes: the name of their class, then base64. */
  | readonly ['b', string, string];

/** No JSON text begins with it. */
export const TAGGED_PREFIX = '*';
