import fc from 'fast-check';
import { sortedNames } from '../../lib/key/sorted-names.js';

const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 1]));

describe('sortedNames', () => {
  it('sorts by UTF-16 code units, not by a locale', () => {
    expect(sortedNames(named(['ä', 'a', 'Z', 'z', '10', '9', '\ud83d\ude00', '\uff5e']))).toEqual([
      '10', '9', 'Z', 'a', 'z', 'ä', '\ud83d\ude00', '\uff5e',
    ]);
  });

  it('sorts many names in the same way', () => {
    const lower = Array.from('abcdefghijklmnopqrstuvwxyz');
    const upper = lower.map((letter) => letter.toUpperCase());
    expect(sortedNames(named(lower.flatMap((letter, index) => [letter, upper[index]!])))).toEqual([...upper, ...lower]);
  });

  it('sorts few and many names alike', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 60 }), (names) => {
        const kept = names.filter((name) => name !== '__proto__');
        expect(sortedNames(named(kept))).toEqual([...kept].sort());
      }),
    );
  });

  it('sees enumerable own names only', () => {
    const object = Object.create({ inherited: 1 }) as object;
    Object.defineProperty(object, 'hidden', { value: 1 });
    Object.defineProperty(object, '__proto__', { value: 1, enumerable: true });
    expect(sortedNames(Object.assign(object, { [Symbol('s')]: 1, a: 1 }))).toEqual(['__proto__', 'a']);
  });
});
