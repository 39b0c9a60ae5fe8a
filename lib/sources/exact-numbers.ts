import { UnusableKeyValue } from '../key/unusable-key-value.js';

/** What is nested deeper is refused when it is hashed. */
const DEEPEST_NESTING = 256;

/**
 * Refuses integers that JSON.parse may have rounded: two different order numbers of the sender would be one key.
 *
 * @throws UnusableKeyValue naming the place, not the number.
 */
export function refuseRoundedNumbers(value: unknown, place: string, depth = 0): void {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new UnusableKeyValue(place, 'is an integer too large for JSON.parse to keep apart: send it as a string');
  }
  if (typeof value !== 'object' || value === null || depth > DEEPEST_NESTING) return;
  for (const member of Object.values(value)) refuseRoundedNumbers(member, place, depth + 1);
}
