import fc from 'fast-check';
import { MemberNames } from '../../lib/key/member-names.js';

const fresh = (): MemberNames => new MemberNames((name) => `<${name}>`);
const namesOf = (known: MemberNames, object: object, depth = 0): string[] =>
  known.of(object, depth).map(({ name }) => name);

describe('the names of members', () => {
  it('are sorted, each with its text as the first and after others', () => {
    expect(fresh().of({ b: 1, a: 2 }, 0)).toEqual([
      { name: 'a', text: '<a>', laterText: ',<a>' },
      { name: 'b', text: '<b>', laterText: ',<b>' },
    ]);
  });

  it('are those that are enumerable and the object\'s own', () => {
    const object = Object.create({ inherited: 1 }) as object;
    Object.defineProperty(object, 'hidden', { value: 1 });
    Object.defineProperty(object, '__proto__', { value: 1, enumerable: true });
    expect(namesOf(fresh(), Object.assign(object, { [Symbol('s')]: 1, a: 1 }))).toEqual(['__proto__', 'a']);
  });

  it('are written once for like objects of one depth', () => {
    const written: string[] = [];
    const names = new MemberNames((name) => `${written.push(name)}`);
    const first = names.of({ b: 1, a: 2 }, 0);
    expect(names.of({ b: 3, a: 4 }, 0)).toBe(first);
    names.of({ b: 1 }, 1);
    expect(names.of({ b: 5, a: 6 }, 0)).toBe(first);
    expect(written).toEqual(['a', 'b', 'b']);
  });

  const isRemembered = (object: object, depth = 0): boolean => {
    const names = fresh();
    return names.of(object, depth) === names.of({ ...object }, depth);
  };

  it('are remembered of an object that has up to a hundred', () => {
    const objectOf = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, n) => [`n${n}`, n]));
    expect([100, 101].map((size) => isRemembered(objectOf(size)))).toEqual([true, false]);
  });

  it('are remembered up to 4,096 characters together', () => {
    const objectOf = (...lengths: number[]) =>
      Object.fromEntries(lengths.map((length, n) => [`${n}`.repeat(length), n]));
    expect([objectOf(4096), objectOf(4097)].map((object) => isRemembered(object))).toEqual([true, false]);
    expect([objectOf(4000, 96), objectOf(4000, 97)].map((object) => isRemembered(object))).toEqual([true, false]);
  });

  it('are remembered of the first 32 depths', () => {
    expect([0, 31, 32, 255].map((depth) => isRemembered({ a: 1 }, depth))).toEqual([true, true, false, false]);
  });

  it('stay remembered when those of another object are not', () => {
    const names = fresh();
    const first = names.of({ b: 1, a: 2 }, 0);
    names.of({ ['x'.repeat(5000)]: 1 }, 0);
    expect(names.of({ b: 3, a: 4 }, 0)).toBe(first);
  });

  it('are those of the object itself, whatever came before it', () => {
    const object = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ab', ''), fc.integer(), { maxKeys: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(object, fc.nat(2))), (objects) => {
        const known = fresh();
        for (const [each, depth] of objects) expect(namesOf(known, each, depth)).toEqual(Object.keys(each).sort());
      }),
    );
  });
});
