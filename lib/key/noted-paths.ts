import type { KeyPath } from './key-path.js';

type KeyFunction = (...args: never[]) => unknown;

const noted = new WeakMap<KeyFunction, readonly KeyPath[] | undefined>();

/** Notes of which paths a key function makes its key, for those who judge keys; returns the function. */
export function withPaths<Fn extends KeyFunction>(select: Fn, paths: readonly KeyPath[] | undefined): Fn {
  noted.set(select, paths);
  return select;
}

/** Undefined for a function of the user's own. */
export const pathsOf = (select: KeyFunction): readonly KeyPath[] | undefined => noted.get(select);
