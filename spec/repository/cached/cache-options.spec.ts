import { isIdempotencyError } from '../../../lib/errors/idempotency-error.js';
import { parseCacheOptions, type CacheOptions } from '../../../lib/repository/cached/cache-options.js';

it('takes max, and 16,384 bytes unless told otherwise', () => {
  expect(parseCacheOptions({ max: 1 })).toEqual({ max: 1, maxResultBytes: 16_384 });
  expect(parseCacheOptions({ max: 1_000_000, maxResultBytes: 1 })).toEqual({ max: 1_000_000, maxResultBytes: 1 });
});

it.each<[unknown, string]>([
  [undefined, 'the second argument must be an options object such as { max: 1000 }, got undefined.'],
  [null, 'the second argument must be an options object such as { max: 1000 }, got null.'],
  [1000, 'the second argument must be an options object such as { max: 1000 }, got 1000.'],
  [{}, 'the option max, the number of records to keep, must be an integer from 1 to 1,000,000, got undefined.'],
  [{ max: 0 }, 'must be an integer from 1 to 1,000,000, got 0.'],
  [{ max: -1 }, 'must be an integer from 1 to 1,000,000, got -1.'],
  [{ max: 1.5 }, 'must be an integer from 1 to 1,000,000, got 1.5.'],
  [{ max: NaN }, 'must be an integer from 1 to 1,000,000, got NaN.'],
  [{ max: Infinity }, 'must be an integer from 1 to 1,000,000, got Infinity.'],
  [{ max: 1_000_001 }, 'must be an integer from 1 to 1,000,000, got 1000001.'],
  [{ max: '1000' }, 'must be an integer from 1 to 1,000,000, got string.'],
  [{ max: 10n }, 'must be an integer from 1 to 1,000,000, got bigint.'],
  [{ max: null }, 'must be an integer from 1 to 1,000,000, got null.'],
  [
    { max: 1, maxResultBytes: 0 },
    'the option maxResultBytes, the bytes up to which a result is kept, must be an integer from 1 to 1,000,000, got 0.',
  ],
  [{ max: 1, size: 2 }, 'there is no option "size"; the options are max and maxResultBytes.'],
])('refuses %p', (options, message) => {
  // The types refuse all of these, too.
  const parse = () => parseCacheOptions(options as CacheOptions);
  expect(parse).toThrow(message);
  expect(parse).toThrow(/^CachedRepository: /);
  try {
    parse();
  } catch (error) {
    expect(isIdempotencyError(error, 'IDEMPOTENCY_CONFIGURATION')).toBe(true);
  }
});
