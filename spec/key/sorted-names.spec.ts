import fc from 'fast-check';
import { sortedNames } from '../../lib/key/sorted-names.js';

describe('sortedNames', () => {
  it('sorts by UTF-16 code units, not by a locale', () => {
    expect(sortedNames(['ä', 'a', 'Z', 'z', '10', '9', '\ud83d\ude00', '\uff5e'])).toEqual([
      '10', '9', 'Z', 'a', 'z', 'ä', '\ud83d\ude00', '\uff5e',
    ]);
  });

  it('sorts many names in the same way', () => {
    const lower = Array.from('abcdefghijklmnopqrstuvwxyz');
    const upper = lower.map((letter) => letter.toUpperCase());
    expect(sortedNames(lower.flatMap((letter, index) => [letter, upper[index]!]))).toEqual([...upper, ...lower]);
  });

  it('sorts few and many names alike', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 60 }), (names) => {
        const given = [...names];
        expect(sortedNames(names)).toEqual([...names].sort());
        expect(names).toEqual(given);
      }),
    );
  });
});
