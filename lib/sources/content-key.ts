import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { InvalidKeyPath } from '../key/invalid-key-path.js';
import { parseKeyPath, type KeyPath } from '../key/key-path.js';
import { withPaths } from '../key/noted-paths.js';
import { selectValues, type KeyPairs } from '../key/select-values.js';
import type { KeyPathCheck } from '../key/typed-path.js';
import { UnusableKeyValue } from '../key/unusable-key-value.js';
import { refuseUnusable } from './usable-value.js';

/** A key function for the option `key` (or `fingerprint`) of a method whose payload is a `Payload`. */
export type PayloadKey<Payload> = (payload: Payload) => unknown;

/** One path, or a list of them, into content that is decoded first. The syntax is that of the option `key`. */
export type ContentPaths = string | readonly string[];

/**
 * A key from members of the payload's content. Two forms:
 *
 * - `body<Order>()('orderId')`: the paths are checked against the type of the content at compile time;
 * - `body('orderId')`: they are not.
 *
 * The content itself is not validated in either form: a path that leads nowhere in it is a missing key at run time.
 */
export interface ContentKey<Payload> {
  <Body>(): <const Paths extends ContentPaths>(paths: Paths & KeyPathCheck<Body, Paths>) => PayloadKey<Payload>;
  (paths: ContentPaths): PayloadKey<Payload>;
}

/**
 * Makes a {@link ContentKey}.
 *
 * @param preset how messages name it: `sqs.body`.
 * @param content decodes the payload's content and says where it stands; throws UnusableKeyValue if it cannot.
 * @param toKey what the key is made of, beside the selected values; by default them alone.
 */
export function contentKey<Payload>(
  preset: string,
  content: (payload: Payload) => Content,
  toKey: (pairs: KeyPairs, payload: Payload) => unknown = (pairs) => pairs,
): ContentKey<Payload> {
  const at = (paths: ContentPaths): PayloadKey<Payload> => {
    const parsed = parsePaths(preset, paths);
    return withPaths((payload) => toKey(selectContent(parsed, content(payload)), payload), parsed);
  };
  // The two forms are told apart by whether there are paths; each is typed above.
  return ((paths?: ContentPaths) => (paths === undefined ? at : at(paths))) as ContentKey<Payload>;
}

/** Decoded content, and the path at which the payload holds it. */
export interface Content {
  readonly place: string;
  readonly value: unknown;
}

/** The selected values with their paths inside the content: the same for the same content, wherever it stood. */
function selectContent(paths: readonly KeyPath[], { place, value }: Content): KeyPairs {
  const selection = selectValues({ kind: 'paths', paths }, value, []);
  if (!selection.found) throw new UnusableKeyValue(`${place}.${selection.path}`, 'has no value');
  for (const [path, selected] of selection.pairs) refuseUnusable(selected, `${place}.${path}`);
  return selection.pairs;
}

function parsePaths(preset: string, paths: ContentPaths): readonly KeyPath[] {
  const texts: readonly unknown[] = typeof paths === 'string' ? [paths] : paths;
  if (!Array.isArray(texts) || texts.length === 0) {
    throw new IdempotencyConfigurationError(`${preset}: expected a path or a non-empty list of paths.`);
  }
  return texts.map((text: unknown) => parsePath(preset, text));
}

function parsePath(preset: string, text: unknown): KeyPath {
  try {
    if (typeof text === 'string') return parseKeyPath(text);
  } catch (error) {
    if (!(error instanceof InvalidKeyPath)) throw error;
    throw new IdempotencyConfigurationError(`${preset}: ${error.message}.`, { cause: error });
  }
  throw new IdempotencyConfigurationError(`${preset}: expected a path, but got ${typeof text}.`);
}
