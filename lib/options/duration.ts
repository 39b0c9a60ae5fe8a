import ms from 'ms';
import type { StringValue } from 'ms';

type Unit =
  | 'ms' | 'msec' | 'msecs' | 'millisecond' | 'milliseconds'
  | 's' | 'sec' | 'secs' | 'second' | 'seconds'
  | 'm' | 'min' | 'mins' | 'minute' | 'minutes'
  | 'h' | 'hr' | 'hrs' | 'hour' | 'hours'
  | 'd' | 'day' | 'days'
  | 'w' | 'week' | 'weeks'
  | 'y' | 'yr' | 'yrs' | 'year' | 'years';

/**
 * A length of time in the notation of the `ms` package, with its unit: `'500ms'`, `'30s'`, `'15m'`, `'48h'`, `'7d'`.
 * A bare number is refused everywhere, because nobody can see whether it means seconds or milliseconds.
 */
export type Duration = `${number}${Unit}` | `${number} ${Unit}`;

const NOTATION = new RegExp(
  '^\\d+(\\.\\d+)? ?' +
    '(ms|msecs?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|y|yrs?|years?)$',
);

/** The milliseconds of a duration, or undefined if it is not one. Zero and negative lengths are not durations. */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value !== 'string' || !NOTATION.test(value)) return undefined;
  // NOTATION admits a part of what StringValue does, in a form the type checker cannot see.
  const length = ms(value as StringValue);
  return Number.isFinite(length) && length > 0 ? length : undefined;
}
