import { isDeepStrictEqual } from 'node:util';

/** A figure is worth nothing unless all sides did the same. */
export function assertSame(what: string, actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(`${what}: expected ${JSON.stringify(expected)}, but got ${JSON.stringify(actual)}`);
}
