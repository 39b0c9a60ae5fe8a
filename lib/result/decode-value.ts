import { decodeTagged, isTagged } from './decode-tagged.js';

/**
 * Gives back a value equal to the one that `encodeValue` made the text of: a new copy with every call.
 *
 * @throws SyntaxError when the text is not one of `encodeValue`, or one of a later version with more kinds of values;
 *   its message holds none of the text
 */
export function decodeValue(text: string): unknown {
  try {
    return isTagged(text) ? decodeTagged(text) : (JSON.parse(text) as unknown);
  } catch {
    // The engine's own message would quote the text.
    throw new SyntaxError('the text is not an encoded value, or one of a later version');
  }
}
