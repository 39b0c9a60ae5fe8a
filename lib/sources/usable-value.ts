import { canonicalText } from '../key/canonical-text.js';

/**
 * Refuses what the hashing of a key would refuse, such as integers that JSON.parse may have rounded; but by its place
 * in the payload, while the key knows only its place in what the preset made.
 *
 * @throws UnusableKeyValue naming the place, not the value.
 */
export function refuseUnusable(value: unknown, place: string): void {
  canonicalText(value, place, 'exact');
}
