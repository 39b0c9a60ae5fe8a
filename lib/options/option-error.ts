import { IdempotencyConfigurationError } from '../errors/configuration-error.js';

/** Of anything longer than this, messages show no more. */
export const MAX_SHOWN_LENGTH = 60;

/** Names the class member, the option, what was expected and what was given. */
export const optionError = (
  member: string,
  option: string,
  expected: string,
  given: unknown,
): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(`${member}: option \`${option}\` must be ${expected}, but is ${shown(given)}.`);

/** Options are code, not data: showing a short one of a plain type helps and gives nothing away. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > MAX_SHOWN_LENGTH ? 'a longer string' : `'${value}'`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${value} (a ${typeof value})`;
  if (value === null || value === undefined) return String(value);
  return Array.isArray(value) ? 'an array' : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
}
