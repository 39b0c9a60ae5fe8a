import { IdempotencyConfigurationError } from '../../errors/configuration-error.js';

/** How much a {@link CachedRepository} may keep in memory. */
export interface CacheOptions {
  /** Records kept, an integer from 1 to 1,000,000; the least recently used goes first. */
  readonly max: number;
  /**
   * Bytes of a stored result (UTF-8 when it is text) up to which its record is kept; larger ones are asked for each
   * time. An integer from 1 to 1,000,000. So the cache holds at most about `max * maxResultBytes` bytes of results.
   *
   * @default 16384
   */
  readonly maxResultBytes?: number;
}

export const DEFAULT_MAX_RESULT_BYTES = 16_384;

/** Memory for the keys of `max` records is set aside at once, so a slip of some zeros must not pass. */
const LARGEST = 1_000_000;

/** @throws IdempotencyConfigurationError that names the option, what was expected and what was given. */
export function parseCacheOptions(options: CacheOptions): Required<CacheOptions> {
  if (typeof options !== 'object' || options === null) {
    throw new IdempotencyConfigurationError(
      `CachedRepository: the second argument must be an options object such as { max: 1000 }, got ${given(options)}.`,
    );
  }
  const { max, maxResultBytes, ...unknown } = options;
  const [misspelt] = Object.keys(unknown);
  if (misspelt !== undefined) {
    throw new IdempotencyConfigurationError(
      `CachedRepository: there is no option ${JSON.stringify(misspelt)}; the options are max and maxResultBytes.`,
    );
  }
  return {
    max: size('max', max, 'the number of records to keep'),
    maxResultBytes:
      maxResultBytes === undefined
        ? DEFAULT_MAX_RESULT_BYTES
        : size('maxResultBytes', maxResultBytes, 'the bytes up to which a result is kept'),
  };
}

function size(option: string, value: unknown, meaning: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LARGEST) return value;
  throw new IdempotencyConfigurationError(
    `CachedRepository: the option ${option}, ${meaning}, must be an integer from 1 to 1,000,000, got ${given(value)}.`,
  );
}

/** Numbers are shown; anything else by its type only, for it may be what nobody should read in a log. */
const given = (value: unknown): string => (typeof value === 'number' || value === null ? String(value) : typeof value);
