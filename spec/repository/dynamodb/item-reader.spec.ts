import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { isIdempotencyError } from '../../../lib/errors/idempotency-error.js';
import { ItemReader } from '../../../lib/repository/dynamodb/item-reader.js';

type Reading = 'text' | 'wholeNumber' | 'bytes' | 'storedResult' | 'map';

/** The attribute `a` of an item, as a client may hand it out. */
const readerOf = (item: object): ItemReader => new ItemReader('records', item as Record<string, AttributeValue>);

function refusal(reading: () => unknown): string {
  try {
    reading();
  } catch (error) {
    if (isIdempotencyError(error, 'IDEMPOTENCY_REPOSITORY')) return error.message;
    throw error;
  }
  throw new Error('It was read.');
}

const damaged = (expected: string, found: string): string =>
  `An item of DynamoDB table "records" is damaged: its attribute "a" should be ${expected}, but is ${found}. Nothing ` +
  'but this library may write its records: find out what did, and delete the item if its request may be handled once ' +
  'more.';

describe('ItemReader', () => {
  it.each<[Reading, string]>([
    ['text', 'a string'],
    ['wholeNumber', 'a whole number'],
    ['bytes', 'binary'],
    ['storedResult', 'a string or binary'],
    ['map', 'a map'],
  ])('refuses what is not there or no %s, and says what it should be', (reading, expected) => {
    expect(refusal(() => readerOf({})[reading]('a'))).toBe(damaged(expected, 'absent'));
    expect(refusal(() => readerOf({ a: undefined })[reading]('a'))).toBe(damaged(expected, 'absent'));
    expect(refusal(() => readerOf({ a: { BOOL: true } })[reading]('a'))).toBe(
      damaged(expected, 'a different value, of type BOOL'),
    );
  });

  it.each<[Reading, object]>([
    ['text', { S: null }],
    ['wholeNumber', { N: 5 }],
    ['wholeNumber', { N: null }],
    ['bytes', { B: 'AQI=' }],
    ['storedResult', { S: 5 }],
    ['map', { M: null }],
    ['map', { M: 'x' }],
  ])('refuses a %s that a client decoded wrongly: %j', (reading, a) => {
    expect(refusal(() => readerOf({ a })[reading]('a'))).toContain('its attribute "a" should be');
  });

  it.each([0, 1, Number.MAX_SAFE_INTEGER])('reads the whole number %d', (value) => {
    expect(readerOf({ a: { N: String(value) } }).wholeNumber('a')).toBe(value);
  });

  it('reads texts and maps, empty ones too', () => {
    expect(readerOf({ a: { S: '' } }).text('a')).toBe('');
    expect(readerOf({ a: { M: {} } }).map('a')).toEqual({});
  });
});
