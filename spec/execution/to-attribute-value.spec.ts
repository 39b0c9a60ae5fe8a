import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';

import { NotAnAttributeValue, toAttributeValue, toAttributeValues } from '../../lib/execution/to-attribute-value.js';

const MARSHALLING = { removeUndefinedValues: true };

describe('toAttributeValues', () => {
  /** marshall itself loses a member named like this one. */
  const name = fc.string().filter((text) => text !== '__proto__');
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true, max: 1e15, min: -1e15 }),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt(),
      fc.uint8Array(),
      fc.array(fc.string(), { minLength: 1 }).map((texts) => new Set(texts)),
      fc.array(fc.integer(), { minLength: 1 }).map((numbers) => new Set(numbers)),
      fc.array(tie('value')),
      fc.dictionary(name, fc.option(tie('value'), { nil: undefined })),
    ),
  })).value;

  it("converts as the SDK's marshall does", () => {
    fc.assert(
      fc.property(fc.dictionary(name, value), (members) => {
        expect(toAttributeValues(members, 'Item')).toEqual(marshall(members, MARSHALLING));
      }),
    );
  });

  it('keeps an own member named __proto__, and reaches no prototype', () => {
    const members = JSON.parse('{"__proto__":{"admin":true}}') as object;
    const converted = toAttributeValues(members, 'Item');
    expect(Object.getOwnPropertyDescriptor(converted, '__proto__')?.value).toEqual({ M: { admin: { BOOL: true } } });
    expect(Object.getPrototypeOf(converted)).toBe(Object.prototype);
  });

  it("takes the document client's number class", () => {
    const members = { total: NumberValue.from('12345678901234567890.5') };
    expect(toAttributeValues(members, 'Item')).toEqual(marshall(members));
  });

  it.each<[string, object, object]>([
    [
      'names that class',
      { constructor: { name: 'NumberValue' }, value: '1' },
      { constructor: { M: { name: { S: 'NumberValue' } } }, value: { S: '1' } },
    ],
    ['has a text as its value', { value: '1' }, { value: { S: '1' } }],
  ])('takes data that only looks like that class for what it is: it %s', (_name, total, converted) => {
    expect(toAttributeValues({ total }, 'Item')).toEqual({ total: { M: converted } });
  });

  it('takes sets of bytes', () => {
    const members = { digests: new Set([Uint8Array.of(1, 2), Uint8Array.of(3)]) };
    expect(toAttributeValues(members, 'Item')).toEqual({ digests: { BS: [Uint8Array.of(1, 2), Uint8Array.of(3)] } });
    expect(toAttributeValues(members, 'Item')).toEqual(marshall(members));
  });

  it('is not changed by what happens to the value afterwards', () => {
    const bytes = Buffer.from('abc');
    const converted = toAttributeValue(bytes, 'Item.bytes');
    bytes.fill(0);
    expect(converted).toEqual({ B: Uint8Array.from(Buffer.from('abc')) });
  });
});

describe('toAttributeValue', () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : { in: nested(depth - 1) });
  const listed = (depth: number): unknown => (depth === 0 ? 1 : [listed(depth - 1)]);

  it.each([
    ['objects', nested(32)],
    ['lists', listed(32)],
  ])('takes 32 levels of %s', (_name, given) => {
    expect(toAttributeValue(given, 'Item.a')).toEqual(marshall({ given }).given);
  });

  class Amount {
    readonly value = '1';
  }
  class NumberValue {
    readonly value = 1;
  }

  it.each<[string, unknown, RegExp]>([
    ['a function', () => 1, /Item\.a is function/],
    ['undefined in a list', [undefined], /Item\.a\[0\] is undefined/],
    ['NaN', NaN, /not a finite number/],
    ['Infinity', Infinity, /not a finite number/],
    ['an unsafe integer', 2 ** 60, /beyond the safe integers/],
    ['an empty set', new Set(), /empty set/],
    ['a mixed set', new Set(['a', 1]), /several types/],
    ['a Date', new Date(0), /instance of a class/],
    ['a Map', new Map(), /instance of a class/],
    ['an instance with a text as its value', new Amount(), /instance of a class/],
    ["a class named like the document client's, of another value", new NumberValue(), /instance of a class/],
    ['33 levels', nested(33), /deeper than DynamoDB's 32 levels/],
    ['33 levels of lists', listed(33), /deeper than DynamoDB's 32 levels/],
  ])('refuses %s', (_name, given, message) => {
    const convert = () => toAttributeValue(given, 'Item.a');
    expect(convert).toThrow(NotAnAttributeValue);
    expect(convert).toThrow(message);
  });
});
