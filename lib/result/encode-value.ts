import { encodeTagged } from './encode-tagged.js';
import { NotStorable } from './not-storable.js';
import { isPlainJson } from './plain-json.js';

/** The text that gives a value back, or where and why there is none. Path and reason never hold any of the value. */
export type Encoding =
  | { readonly storable: true; readonly text: string }
  | { readonly storable: false; readonly path: string; readonly reason: string };

/**
 * Encodes a value so that {@link decodeValue} gives back an equal one. Never throws, and runs no code of the value's:
 * no accessor, no `toJSON`, no trap of a Proxy.
 *
 * Storable are plain objects (with or without prototype, of any realm) and arrays (also with holes or named members),
 * nested up to 500 levels, of strings, booleans, null, undefined, all numbers, bigint, Date (also an invalid one), Map,
 * Set, and bytes (Buffer, ArrayBuffer, DataView, typed arrays). Repeated and circular references stay what they are.
 * The text is well-formed Unicode: lone surrogates are escaped.
 *
 * What JSON can carry becomes plain JSON, readable in the table; only other values need the tagged form of
 * `tagged-form.ts`.
 *
 * Not kept, since no comparison of values sees it: members that are not enumerable, frozenness, the memory that two
 * views share, named members of a typed array. Not storable: functions, symbols and members under symbols, accessors,
 * Proxies, and instances of all other classes, which could not come back as what they were.
 *
 * @example
 * ```ts
 * encodeValue({ total: 12.5 }); // { storable: true, text: '{"total":12.5}' }
 * encodeValue([new Money(1)]);  // { storable: false, path: '$[0]', reason: 'an instance of the class Money, …' }
 * ```
 */
export function encodeValue(value: unknown): Encoding {
  try {
    return { storable: true, text: isPlainJson(value) ? JSON.stringify(value) : encodeTagged(value) };
  } catch (problem) {
    if (problem instanceof NotStorable) return { storable: false, path: problem.path, reason: problem.reason };
    return { storable: false, path: '$', reason: 'a value that could not be read to its end' };
  }
}
