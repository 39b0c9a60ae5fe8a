import { types } from 'node:util';
import { DeferredKeyValue } from './deferred-key-value.js';
import type { KeyPath } from './key-path.js';
import { unawaited } from './unawaited.js';
import { UnusableKeyValue } from './unusable-key-value.js';

/** What the options `key` and `fingerprint` were parsed into. */
export type KeySelector =
  | { readonly kind: 'payload' }
  | { readonly kind: 'paths'; readonly paths: readonly KeyPath[] }
  | { readonly kind: 'function'; readonly select: (...args: never[]) => unknown };

/**
 * Selected values, each with the path it came from. An optional value that is absent stands as `undefined`, which no
 * present value can be.
 */
export type KeyPairs = readonly (readonly [path: string, value: unknown])[];

/** If not found, `path` names what is missing (several, separated by commas, if none of them is there). */
export type Selection =
  | { readonly found: true; readonly pairs: KeyPairs }
  | { readonly found: false; readonly path: string };

/** Stands for the path where the whole payload is the value. */
export const WHOLE_PAYLOAD = '';

/** Stands for the path where a function gave the value. */
export const KEY_FUNCTION = '()';

/** A required member is not there. */
const MISSING = Symbol('missing');

/** Elements are members of an array; `length` is not. */
const ARRAY_INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * Selects the values that identify a request.
 *
 * A member that is absent or `undefined` is missing unless its segment is optional, and one missing value makes the
 * whole key missing. So does a selection of nothing but absent values and `null`: it would make one key of all such
 * requests. A function's result counts alike: nullish, or a list of nothing but nullish parts, is missing. `0`, `''`,
 * `false` and `[]` are values; `null` beside another value is one of its own.
 *
 * Paths see own members only and never call a getter. A function is called with the payload and then `args`; what it
 * throws passes through.
 *
 * @param args the method's arguments after the payload.
 * @throws UnusableKeyValue if a path meets an accessor.
 * @throws DeferredKeyValue if the function returns a promise or a function, or a list with one.
 */
export function selectValues(selector: KeySelector, payload: unknown, args: readonly unknown[]): Selection {
  const selection = selectFingerprintValues(selector, payload, args);
  if (!selection.found) return selection;
  const identifies = selector.kind === 'function' ? hasPresentPart : isPresent;
  if (selection.pairs.some(([, value]) => identifies(value))) return selection;
  return { found: false, path: selection.pairs.map(([path]) => path).join(', ') };
}

/**
 * Selects the values that must be the same in every request of one key: like {@link selectValues}, but a value may be
 * absent or `null` in all of them, since it need not identify anything.
 */
export function selectFingerprintValues(
  selector: KeySelector,
  payload: unknown,
  args: readonly unknown[],
): Selection {
  switch (selector.kind) {
    case 'payload':
      return { found: true, pairs: [[WHOLE_PAYLOAD, payload]] };
    case 'function':
      return { found: true, pairs: [[KEY_FUNCTION, callSelect(selector.select, payload, args)]] };
    case 'paths':
      return selectPaths(selector.paths, payload);
  }
}

function selectPaths(paths: readonly KeyPath[], payload: unknown): Selection {
  const pairs: [path: string, value: unknown][] = [];
  for (const path of paths) {
    const value = valueAt(path, payload);
    if (value === MISSING) return { found: false, path: path.text };
    pairs.push([path.text, value]);
  }
  return { found: true, pairs };
}

/** The value, `undefined` if an optional member is not there, or {@link MISSING}. */
function valueAt({ text, segments }: KeyPath, payload: unknown): unknown {
  let value = payload;
  let toGo = segments.length;
  for (const { name, optional } of segments) {
    toGo -= 1;
    value = ownMember(value, name, text);
    if (value === undefined || (value === null && toGo > 0)) return optional ? undefined : MISSING;
  }
  return value;
}

function ownMember(holder: unknown, name: string, path: string): unknown {
  if (typeof holder !== 'object' || holder === null) return undefined;
  if (Array.isArray(holder) && !ARRAY_INDEX.test(name)) return undefined;
  const member = Object.getOwnPropertyDescriptor(holder, name);
  if (member === undefined || Object.hasOwn(member, 'value')) return member?.value;
  throw new UnusableKeyValue(path, `meets an accessor at '${name}', and accessors are not called`);
}

function callSelect(select: (...args: never[]) => unknown, payload: unknown, args: readonly unknown[]): unknown {
  // The decorator's types tied the function's parameters to the method's; here they are only handed over.
  const result = (select as (...all: unknown[]) => unknown)(payload, ...args);
  refuseDeferred(Array.isArray(result) ? result : [result]);
  return result;
}

function refuseDeferred(parts: readonly unknown[]): void {
  const promises = parts.filter(types.isPromise);
  promises.forEach(unawaited);
  if (promises.length > 0) throw new DeferredKeyValue('a promise');
  if (parts.some((part) => typeof part === 'function')) throw new DeferredKeyValue('a function');
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null;

const hasPresentPart = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 ? value.some(isPresent) : isPresent(value);
