import { types } from 'node:util';
import { MAX_DEPTH } from './max-depth.js';
import { hasSymbolMembers } from './own-member.js';

/**
 * Whether `JSON.parse(JSON.stringify(value))` gives back an equal value, without running any code of the value's:
 * plain objects and dense arrays, none of them twice, of strings, booleans, null and the numbers JSON can write.
 */
export function isPlainJson(value: unknown): boolean {
  return isPlainElement(value, new Set(), 0) && !isToJsonPatched();
}

function isPlainElement(value: unknown, seen: Set<object>, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0);
    case 'object':
      return value === null || isPlainContainer(value, seen, depth);
    default:
      return false;
  }
}

function isPlainContainer(value: object, seen: Set<object>, depth: number): boolean {
  if (types.isProxy(value) || depth === MAX_DEPTH || seen.has(value)) return false;
  seen.add(value);
  const prototype: unknown = Object.getPrototypeOf(value);
  const expected = Array.isArray(value) ? Array.prototype : Object.prototype;
  if (prototype !== expected || hasSymbolMembers(value)) return false;
  const keys = Object.keys(value);
  if (Array.isArray(value) && keys.length !== value.length) return false;
  for (let i = 0; i < keys.length; i++) {
    // An array with holes and as many named members has a key that is not its own place.
    const key = Array.isArray(value) ? i : (keys[i] as string);
    // Read through its descriptor, since an accessor must not run: it has no value there, and is not plain.
    if (!isPlainElement(Object.getOwnPropertyDescriptor(value, key)?.value, seen, depth + 1)) return false;
  }
  return true;
}

/** `JSON.stringify` calls a `toJSON` of these prototypes, wherever one was added to them. */
const isToJsonPatched = (): boolean => 'toJSON' in Object.prototype || 'toJSON' in Array.prototype;
