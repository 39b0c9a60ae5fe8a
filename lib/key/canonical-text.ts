import { types } from 'node:util';
import { isBuiltinPrototype } from './builtin-prototype.js';
import { MemberNames } from './member-names.js';
import { type Integers, Trail } from './trail.js';
import { UnusableKeyValue } from './unusable-key-value.js';

/** Characters up to the last bracket; well above the largest event. Bounds what holes and shared values can grow to. */
const LONGEST_TEXT = 16 * 1024 * 1024;

const TOO_LARGE = 'makes the key too large: select members of it';
const ACCESSOR = 'is an accessor, and accessors are not called';
const ROUNDED = 'is an integer too large for JSON.parse to keep apart: send it as a string';

/** What JSON writes with an escape: quotes, backslashes, control characters and lone surrogates (pairs it leaves). */
const MAYBE_ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/**
 * The getter of an element, found without calling it. A property descriptor tells too, but takes four times as long
 * for an element as for a named member. The language defines the method; the compiler's library leaves it out.
 */
const { __lookupGetter__: lookupGetter } = Object.prototype as unknown as {
  readonly __lookupGetter__: (this: object, name: number) => unknown;
};

/**
 * Writes a value as text, so that two values have the same text exactly if they are the same to a sender of JSON:
 *
 * - members are sorted by name (by UTF-16 code units), `undefined` members are left out, elements keep their order;
 * - a `Date` is its ISO string, `-0` is `0`, shared references are copies, the realm of an object does not matter;
 * - members that JSON does not see (named by symbols, not enumerable) are not seen.
 *
 * Beyond JSON there are `bigint` (`12n`, another value than `12`), bytes of a `Uint8Array`, `Buffer` or `ArrayBuffer`
 * (`b"base64"`, other than any string), and `undefined` (a value of its own, also for a hole in an array).
 *
 * Nothing but proxies can run code of the value's owner: accessors are refused, `toJSON` is not called.
 *
 * @param path where the value stands: begins the path of a refusal.
 * @param integers `'exact'` refuses numbers beyond 2^53, at any depth: whoever parsed them may have rounded them, and
 *   two identifiers of the sender would be one. A `bigint` is always exact.
 * @throws UnusableKeyValue for functions, symbols, `NaN`, infinities, invalid dates, accessors, cycles, instances of
 *   classes, nesting deeper than 256 containers, and texts longer than 16 Mi characters.
 *
 * @example
 * ```ts
 * canonicalText({ b: [1n, undefined], a: new Date(0) }); // {"a":"1970-01-01T00:00:00.000Z","b":[1n,undefined]}
 * ```
 */
export function canonicalText(value: unknown, path = '', integers: Integers = 'any'): string {
  // Most keys are no more than this.
  if (typeof value === 'string') return textOfString(value);
  if (value === undefined) return 'undefined';
  const trail = new Trail(path, integers);
  try {
    return textOf(value, trail);
  } catch (error) {
    // Others come from proxies, detached bytes or an exhausted stack; what they say may quote the payload.
    throw error instanceof UnusableKeyValue ? error : trail.refusal('cannot be read');
  }
}

function textOf(value: unknown, trail: Trail): string {
  switch (typeof value) {
    case 'string':
      return textOfString(value);
    case 'number':
      if (!Number.isFinite(value)) throw trail.refusal(`is ${value}, which no JSON number can be`);
      // There are no fractions beyond.
      if (trail.integers === 'exact' && Math.abs(value) > Number.MAX_SAFE_INTEGER) throw trail.refusal(ROUNDED);
      return `${value}`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'undefined':
      return 'undefined';
    case 'bigint':
      return `${value}n`;
    case 'object':
      return value === null ? 'null' : textOfObject(value, trail);
    default:
      throw trail.refusal(`is a ${typeof value}, not data`);
  }
}

const textOfString = (text: string): string => (MAYBE_ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`);

/** From one event to the next: most of an operation's have the same members. */
const memberNames = new MemberNames((name) => `${textOfString(name)}:`);

function textOfObject(value: object, trail: Trail): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) {
    if (isBuiltinPrototype(prototype, Array)) return textOfElements(value, trail);
  } else if (prototype === null || isBuiltinPrototype(prototype, Object)) {
    return textOfMembers(value, trail);
  } else if (types.isDate(value)) {
    return textOfDate(value, trail);
  } else if (types.isUint8Array(value)) {
    return textOfBytes(value.buffer, value.byteOffset, value.byteLength);
  } else if (types.isArrayBuffer(value)) {
    return textOfBytes(value, 0, value.byteLength);
  }
  throw trail.refusal('is an instance of a class, not plain data: select members of it');
}

function textOfMembers(object: object, trail: Trail): string {
  const level = trail.enter(object);
  let text = '{';
  for (const { name, text: firstText, laterText } of memberNames.of(object, level)) {
    trail.names[level] = name;
    const member = Object.getOwnPropertyDescriptor(object, name);
    const value: unknown = member?.value;
    if (value === undefined) {
      if (member !== undefined && !Object.hasOwn(member, 'value')) throw trail.refusal(ACCESSOR);
      continue;
    }
    text += text.length === 1 ? firstText : laterText;
    text += textOf(value, trail);
    if (text.length > LONGEST_TEXT) throw trail.refusal(TOO_LARGE);
  }
  trail.leave();
  return `${text}}`;
}

function textOfElements(elements: readonly unknown[], trail: Trail): string {
  const level = trail.enter(elements);
  let text = '[';
  for (let index = 0; index < elements.length; index += 1) {
    trail.names[level] = index;
    if (lookupGetter.call(elements, index) !== undefined) throw trail.refusal(ACCESSOR);
    if (index > 0) text += ',';
    text += textOf(Object.hasOwn(elements, index) ? elements[index] : undefined, trail);
    if (text.length > LONGEST_TEXT) throw trail.refusal(TOO_LARGE);
  }
  trail.leave();
  return `${text}]`;
}

function textOfDate(date: Date, trail: Trail): string {
  if (Number.isNaN(Date.prototype.getTime.call(date))) throw trail.refusal('is an invalid date');
  return `"${Date.prototype.toISOString.call(date)}"`;
}

const textOfBytes = (buffer: ArrayBufferLike, offset: number, length: number): string =>
  `b"${Buffer.from(buffer, offset, length).toString('base64')}"`;
