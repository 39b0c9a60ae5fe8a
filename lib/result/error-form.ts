import { decodeValue } from './decode-value.js';
import { describeError, isError, type Thrown } from './describe-error.js';
import { encodeValue, type Encoding } from './encode-value.js';
import type { ErrorClass } from './error-class.js';
import { rebuildThrown } from './rebuild-error.js';

export type { ErrorClass } from './error-class.js';

/**
 * Encodes what a method threw, so that {@link decodeError} can throw an equal copy. Never throws.
 *
 * Kept of an error: name, message, code, its own enumerable members, its cause and, of an aggregate, its errors (32
 * errors in all). Members that cannot be stored are left out; the stack is not stored. Any other thrown value is
 * encoded as a result is, and may be refused as one.
 *
 * @example
 * ```ts
 * const encoding = encodeError(new PaymentDeclinedError('no cover'));
 * ```
 */
export function encodeError(thrown: unknown): Encoding {
  try {
    return isError(thrown) ? encodeDescribed(thrown) : encodeOther(thrown);
  } catch {
    return { storable: false, path: '$', reason: 'an error that could not be read to its end' };
  }
}

function encodeDescribed(error: Error): Encoding {
  const encoding = encodeValue({ error: describeError(error, true) } satisfies Thrown);
  // A member that is storable by itself may be nested too deeply inside the description.
  return encoding.storable ? encoding : encodeValue({ error: describeError(error, false) } satisfies Thrown);
}

function encodeOther(value: unknown): Encoding {
  const encoding = encodeValue(value);
  return encoding.storable ? encodeValue({ value } satisfies Thrown) : encoding;
}

/**
 * Gives back a copy of what was thrown, to be thrown again.
 *
 * The copy is an instance of the given class that the error was an instance of: of the most derived one whose name is
 * among those of the error's class and its base classes, otherwise of the one that has the error's own `name`, as the
 * class's name or on its prototype. Its constructor does not run. Where none is found the copy is an instance of the
 * built-in class (`TypeError`, …) or of `Error`, with the first error's name. Class names of one or two characters are
 * taken for a minifier's and never compared: with minified classes, set `name`.
 *
 * The stack is that of the replay.
 *
 * @throws SyntaxError when the text is not one of {@link encodeError}
 *
 * @example
 * ```ts
 * throw decodeError(text, [PaymentDeclinedError]);
 * ```
 */
export function decodeError(text: string, classes: readonly ErrorClass[]): unknown {
  const thrown = decodeValue(text);
  if (isThrown(thrown)) return rebuildThrown(thrown, classes);
  throw new SyntaxError('the text is not an encoded error, or one of a later version');
}

/** Tells an error's text from a value's; what is inside was checked when the text was read from its stored form. */
const isThrown = (value: unknown): value is Thrown =>
  typeof value === 'object' && value !== null && ['error', 'value'].some((key) => Object.hasOwn(value, key));
