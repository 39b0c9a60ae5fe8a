import { types } from 'node:util';
import { BYTE_CLASSES } from './byte-kind.js';

/** The classes, besides plain objects without prototype, whose instances can be stored. */
const STORABLE_CLASSES = [Object, Array, Date, Map, Set, ...BYTE_CLASSES];

const STORABLE_NAMES: ReadonlySet<string> = new Set(STORABLE_CLASSES.map(({ name }) => name));

const NAME_OF_PROTOTYPE: ReadonlyMap<unknown, string> = new Map(
  STORABLE_CLASSES.map(({ prototype, name }) => [prototype, name] as const),
);

/**
 * The name of the storable built-in class with this prototype, of this realm or another; undefined for every other
 * class, also for subclasses. Runs no code of the prototype's.
 */
export function builtinName(prototype: object): string | undefined {
  return NAME_OF_PROTOTYPE.get(prototype) ?? foreignBuiltinName(prototype);
}

function foreignBuiltinName(prototype: object): string | undefined {
  const constructor = ownValue(prototype, 'constructor');
  if (typeof constructor !== 'function') return undefined;
  const name = ownValue(constructor, 'name');
  if (typeof name !== 'string' || !STORABLE_NAMES.has(name)) return undefined;
  // Only a function of the engine itself prints like this and keeps its name.
  const isNative = Function.prototype.toString.call(constructor) === `function ${name}() { [native code] }`;
  return isNative && ownValue(constructor, 'prototype') === prototype ? name : undefined;
}

/** The name of the class a prototype belongs to, for a message; undefined where it cannot be told. */
export function className(prototype: object): string | undefined {
  const constructor = ownValue(prototype, 'constructor');
  const name = typeof constructor === 'function' ? ownValue(constructor, 'name') : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The value of an own data member; undefined for anything that would run code. */
export const ownValue = (target: object, key: string): unknown =>
  types.isProxy(target) ? undefined : Object.getOwnPropertyDescriptor(target, key)?.value;
