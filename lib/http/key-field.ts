/** What the header that carries the idempotency key holds. */
export type KeyField =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'absent' }
  /** `why` completes "The header …" for the sender; it repeats nothing of what was sent. */
  | { readonly kind: 'invalid'; readonly why: string };

/** In characters, without quotes and escapes. */
export const MAX_KEY_LENGTH = 255;

/** Every character may be escaped; quotes and some parameters come on top. */
const MAX_FIELD_LENGTH = 1_024;

/** A string of RFC 9651, section 3.3.3, and parameters, which have no meaning here and are passed over. */
const STRING_ITEM =
  /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"(?: *; *[a-z*][a-z0-9_.*-]*(?:=(?:%?"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"|[^\s",;]+))?)*$/;

/** What clients send that do not quote: visible ASCII without what would make it a string, a list or parameters. */
const BARE = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/;

const ABSENT: KeyField = Object.freeze({ kind: 'absent' });

/**
 * Reads the key from the values of its header: one structured-field string, or the same text without quotes. Both
 * forms of one text are one key.
 */
export function parseKeyField(values: readonly string[]): KeyField {
  const [first, ...others] = values;
  if (first === undefined) return ABSENT;
  if (others.length > 0) return invalid('must be sent once, with one value');
  const field = String(first).trim();
  if (field === '' || field === '""') return invalid('must not be empty');
  if (field.length > MAX_FIELD_LENGTH) return tooLong;
  const quoted = STRING_ITEM.exec(field)?.[1];
  const key = quoted === undefined ? BARE.exec(field)?.[0] : quoted.replace(/\\(.)/g, '$1');
  if (key === undefined) return invalid('must hold one quoted string of printable ASCII characters, such as a UUID');
  return key.length === 0 || key.length > MAX_KEY_LENGTH ? tooLong : { kind: 'key', key };
}

const invalid = (why: string): KeyField => Object.freeze({ kind: 'invalid', why });

const tooLong = invalid(`must hold 1 to ${MAX_KEY_LENGTH} characters`);
