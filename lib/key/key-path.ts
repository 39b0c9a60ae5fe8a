import { InvalidKeyPath } from './invalid-key-path.js';

/** One step of a {@link KeyPath}. */
export interface KeyPathSegment {
  /** The member's name, or the index in an array, without escapes and without the `?`. */
  readonly name: string;
  /** Whether the key may do without this member. */
  readonly optional: boolean;
}

/** A parsed key path. */
export interface KeyPath {
  /**
   * The path in its normal form, which is part of every digest: names joined by dots, escaped where needed, without
   * `?`, so that making a segment optional changes no key.
   */
  readonly text: string;
  readonly segments: readonly KeyPathSegment[];
}

/** They lead from data into the language's own objects, and no sender needs them. */
const REFUSED_NAMES: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/** A run without dots, where `\.`, `\?` and `\\` stand for the second character alone. */
const SEGMENTS = /(?:\\[.?\\]|[^.])+/g;

/** A `?` at the end, unless escaped: preceded by an odd number of backslashes. */
const OPTIONAL = /(?<!\\)(?:\\\\)*\?$/;

/**
 * Reads a dotted path such as `detail.orderId`.
 *
 * - A segment that ends in `?` is optional: `detail.note?`, `customer?.id`.
 * - An index selects an array's element: `Records.0.messageId`.
 * - A name may hold anything; a dot, a final question mark and a backslash before one of them or before another
 *   backslash are written `\.`, `\?` and `\\`.
 *
 * @throws InvalidKeyPath if the path or a segment is empty, or names `__proto__`, `prototype` or `constructor`.
 *
 * @example
 * ```ts
 * parseKeyPath('headers.Idempotency-Key');
 * parseKeyPath('labels.app\\.kubernetes\\.io/name?');
 * ```
 */
export function parseKeyPath(text: string): KeyPath {
  if (text === '') throw new InvalidKeyPath(text, 'is empty: name the member that identifies a request');
  const written = text.match(SEGMENTS) ?? [];
  if (written.join('.') !== text) throw new InvalidKeyPath(text, 'has an empty segment (`..`, or a dot at an end)');
  const segments = written.map((segment) => parseSegment(text, segment));
  const normal = segments.map(({ name }) => name.replace(/[.?\\]/g, '\\$&')).join('.');
  return { text: normal, segments };
}

function parseSegment(text: string, written: string): KeyPathSegment {
  const optional = OPTIONAL.test(written);
  const name = (optional ? written.slice(0, -1) : written).replace(/\\([.?\\])/g, '$1');
  if (name === '') throw new InvalidKeyPath(text, "has a segment with no name before its '?'");
  if (REFUSED_NAMES.has(name)) throw new InvalidKeyPath(text, `names '${name}', which is never a payload's data`);
  return { name, optional };
}
