import { types } from 'node:util';
import { MAX_DEPTH } from './max-depth.js';
import { hasSymbolMembers } from './own-member.js';

/**
 * The getter of an element, found without calling it. A property descriptor tells too, but takes four times as long
 * for an element as for a named member. The language defines the method; the compiler's library leaves it out.
 */
const { __lookupGetter__: lookupGetter } = Object.prototype as unknown as {
  readonly __lookupGetter__: (this: object, name: number) => unknown;
};

/**
 * Whether `JSON.parse(JSON.stringify(value))` gives back an equal value, without running any code of the value's:
 * plain objects and dense arrays, none of them twice, of strings, booleans, null and the numbers that JSON can write.
 */
export const isPlainJson = (value: unknown): boolean => isPlain(value, new Set(), 0) && !isToJsonPatched();

function isPlain(value: unknown, seen: Set<object>, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      if (value === null) return true;
      if (types.isProxy(value)) return false;
      return Array.isArray(value) ? isPlainArray(value, seen, depth) : isPlainObject(value, seen, depth);
    default:
      return false;
  }
}

// No accessor must run: it is taken for undefined, which is not plain.

function isPlainObject(value: object, seen: Set<object>, depth: number): boolean {
  if (!isPlainContainer(value, Object.prototype, seen, depth)) return false;
  for (const key of Object.keys(value)) {
    if (!isPlain(Object.getOwnPropertyDescriptor(value, key)?.value, seen, depth + 1)) return false;
  }
  return true;
}

function isPlainArray(value: readonly unknown[], seen: Set<object>, depth: number): boolean {
  if (!isPlainContainer(value, Array.prototype, seen, depth)) return false;
  if (Object.keys(value).length !== value.length) return false;
  for (let i = 0; i < value.length; i++) {
    // Undefined at a hole, which makes up for a named member in the number of keys.
    if (!isPlain(lookupGetter.call(value, i) === undefined ? value[i] : undefined, seen, depth + 1)) return false;
  }
  return true;
}

function isPlainContainer(value: object, prototype: object, seen: Set<object>, depth: number): boolean {
  if (depth === MAX_DEPTH || seen.has(value)) return false;
  seen.add(value);
  return Object.getPrototypeOf(value) === prototype && !hasSymbolMembers(value);
}

/** `JSON.stringify` calls a `toJSON` added to `Array.prototype`, or to `Object.prototype`, which is above it. */
const isToJsonPatched = (): boolean => 'toJSON' in Array.prototype;
