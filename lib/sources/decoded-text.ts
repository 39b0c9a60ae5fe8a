import { UnusableKeyValue } from '../key/unusable-key-value.js';

/** Strict: bytes that are not UTF-8 would otherwise all become the same replacement character. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The value that a text holds as JSON.
 *
 * @param place where the text stands, for the refusal; the text itself is never shown.
 * @throws UnusableKeyValue if it is not JSON.
 */
export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableKeyValue(place, 'is not JSON');
  }
}

/**
 * The text that base64 holds as UTF-8.
 *
 * @throws UnusableKeyValue if it is not base64, or holds something else.
 */
export function decodeBase64(text: string, place: string): string {
  const bytes = Buffer.from(text, 'base64');
  // Node reads past what does not belong into base64, so that different texts could have the same bytes.
  if (bytes.toString('base64') !== text) throw new UnusableKeyValue(place, 'is not base64');
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw new UnusableKeyValue(place, 'holds no UTF-8 text');
  }
}
