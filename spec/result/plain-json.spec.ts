import { isPlainJson } from '../../lib/result/plain-json.js';

describe('isPlainJson', () => {
  const twice = {};

  it.each<[string, boolean, unknown]>([
    ['a text', true, 'a'],
    ['a number', true, 1],
    ['null', true, null],
    ['objects in arrays', true, [{ a: [] }]],
    ['undefined', false, undefined],
    ['a bigint', false, 1n],
    ['a symbol', false, Symbol()],
    ['a function', false, () => 1],
    ['NaN', false, NaN],
    ['a date', false, new Date(0)],
    ['a hole', false, new Array(1)],
    ['an object twice', false, [twice, twice]],
  ])('of %s is %p', (_, expected, value) => {
    expect(isPlainJson(value)).toBe(expected);
  });
});
