import * as crypto from 'node:crypto';
import objectHash from 'object-hash';
import { canonicalText } from './canonical-text.js';
import { type KeyPairs, WHOLE_PAYLOAD } from './select-values.js';
import type { Integers } from './trail.js';

/** Part of everything hashed. To raise it is to give every stored record another key. */
const SCHEME_VERSION = 1;

const HASHING = { algorithm: 'sha256', respectType: false } as const;

/**
 * The digest of an idempotency key: 64 hexadecimal characters that depend on the paths, their values and the scope
 * alone. Equal payloads have equal digests in every process and every version of the library.
 *
 * @param scope the tenant or caller the key belongs to; none differs from an empty one.
 * @throws UnusableKeyValue if a value cannot be part of a key: among others an integer beyond 2^53, at any depth of
 *   what was selected, though not of a whole payload.
 */
export const digestKey = (pairs: KeyPairs, scope?: string): string => digest('key', scope, pairs);

/**
 * The digest of the values that must be the same in every request of one key. Never equal to a key's digest.
 *
 * @throws UnusableKeyValue if a value cannot be part of a fingerprint: the same as of a key.
 */
export const digestFingerprint = (pairs: KeyPairs): string => digest('fingerprint', undefined, pairs);

/**
 * object-hash is given one canonical text, not the values. Given the values, it takes a lone surrogate for any other,
 * a repeated reference for another value than its copy and for the text it prints in its place, and an array with
 * holes for one without; and it compares each object with all objects before it, which takes time by their square.
 * A string it hashes as it is. The text is that of `[version, purpose, scope, pairs]`.
 */
function digest(purpose: 'key' | 'fingerprint', scope: string | undefined, pairs: KeyPairs): string {
  const texts = pairs.map(
    ([path, value]) => `[${canonicalText(path)},${canonicalText(value, path, integersOf(path, value))}]`,
  );
  return hashed(`[${SCHEME_VERSION},"${purpose}",${canonicalText(scope)},[${texts.join(',')}]]`);
}

/**
 * A whole payload may hold measured numbers, which nobody chose to identify it. What was selected was chosen, and a
 * payload that is nothing but a number is its identifier.
 */
const integersOf = (path: string, value: unknown): Integers =>
  path === WHOLE_PAYLOAD && typeof value !== 'number' ? 'any' : 'exact';

/**
 * As `objectHash(text, HASHING)`, in a third of the time: object-hash tells what to hash, and Node hashes it at once.
 */
function hashed(text: string): string {
  const told = new Told();
  // It asks for no more of a stream than this.
  objectHash.writeToStream(text, HASHING, told as unknown as NodeJS.WritableStream);
  return sha256(told.text);
}

class Told {
  text = '';

  write(more: string): void {
    this.text += more;
  }
}

/** The first versions of Node 20 have no hashing in one call. */
const sha256: (text: string) => string =
  'hash' in crypto
    ? (text) => crypto.hash('sha256', text, 'hex')
    : (text) => crypto.createHash('sha256').update(text).digest('hex');
