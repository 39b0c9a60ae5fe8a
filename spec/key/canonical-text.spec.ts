import { isDeepStrictEqual } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { canonicalText } from '../../lib/key/canonical-text.js';
import { UnusableKeyValue } from '../../lib/key/unusable-key-value.js';
import { formOf, readCanonicalText } from './canonical-form.js';

const refusal = (value: unknown, path?: string): { path: string; reason: string } => {
  try {
    canonicalText(value, path);
  } catch (error) {
    if (error instanceof UnusableKeyValue) return { path: error.path, reason: error.reason };
    throw error;
  }
  throw new Error('not refused');
};

const nested = (levels: number, wrap: (inner: unknown) => unknown, innermost: unknown = 1): unknown => {
  let value = innermost;
  for (let level = 0; level < levels; level += 1) value = wrap(value);
  return value;
};

const own = (members: readonly (readonly [string, unknown])[]): object => {
  const object = {};
  for (const [name, value] of members) {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  }
  return object;
};

describe('canonicalText', () => {
  it.each([
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'true'],
    [-0, '0'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
    [12n, '12n'],
    ['', '""'],
    ['a"b\\c\n', '"a\\"b\\\\c\\n"'],
    ['\ud83d\ude00', '"\ud83d\ude00"'],
    ['\ud83d', '"\\ud83d"'],
    [new Date(0), '"1970-01-01T00:00:00.000Z"'],
    [new Date(8.64e15), '"+275760-09-13T00:00:00.000Z"'],
    [Buffer.from([0, 255]), 'b"AP8="'],
    [new Uint8Array([9, 0, 255, 9]).subarray(1, 3), 'b"AP8="'],
    [new Uint8Array([0, 255]).buffer, 'b"AP8="'],
    [[], '[]'],
    [{}, '{}'],
    [[[], {}, [null]], '[[],{},[null]]'],
    [{ b: 1, a: [2, undefined], c: undefined }, '{"a":[2,undefined],"b":1}'],
    [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
  ])('writes %p', (value, text) => {
    expect(canonicalText(value)).toBe(text);
  });

  it('writes what JSON writes for what JSON can say, but for the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('sorts members by code units in whichever order they came', () => {
    const text = '{"A":1,"Z":2,"a":3,"ä":4}';
    expect(canonicalText({ A: 1, a: 3, Z: 2, ä: 4 })).toBe(text);
    expect(canonicalText({ ä: 4, a: 3, Z: 2, A: 1 })).toBe(text);
  });

  it('counts an own `__proto__` like any other member', () => {
    const payload: unknown = JSON.parse('{"b":1,"__proto__":{"a":1}}');
    expect(canonicalText(payload)).toBe('{"__proto__":{"a":1},"b":1}');
    expect(canonicalText({ b: 1 })).toBe('{"b":1}');
  });

  it('does not see members named by symbols, members that are not enumerable, or names on arrays', () => {
    const object = Object.defineProperty({ a: 1, [Symbol('s')]: 2 }, 'hidden', { value: 3 });
    expect(canonicalText(object)).toBe('{"a":1}');
    expect(canonicalText(Object.assign([1], { extra: 2 }))).toBe('[1]');
  });

  it('takes a hole for undefined, also where a prototype would fill it', () => {
    const sparse = Object.assign([], { 0: 1, 2: 3 });
    expect(canonicalText(sparse)).toBe('[1,undefined,3]');
    const polluted = Array.prototype as { 1?: string };
    polluted[1] = 'everyone';
    try {
      expect(canonicalText(sparse)).toBe('[1,undefined,3]');
    } finally {
      delete polluted[1];
    }
  });

  it('leaves out a member that is gone when it is looked at', () => {
    const fleeting = jest
      .fn<PropertyDescriptor | undefined, []>()
      .mockReturnValueOnce({ value: 1, enumerable: true, configurable: true });
    const proxy = new Proxy({}, { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => fleeting() });
    expect(canonicalText([proxy, 1])).toBe('[{},1]');
    expect(fleeting).toHaveBeenCalledTimes(2);
  });

  it('takes the same object twice for two equal copies', () => {
    const shared = { a: [1] };
    const repeated = [shared, shared, { shared }];
    expect(canonicalText(repeated)).toBe(canonicalText(JSON.parse(JSON.stringify(repeated))));
  });

  it('takes objects of another realm for plain ones', () => {
    const realm = createContext({});
    const foreign: unknown = runInContext(
      '({ list: [1, { d: new Date(0) }], none: Object.create(null), bytes: new Uint8Array([1]) })',
      realm,
    );
    expect(canonicalText(foreign)).toBe('{"bytes":b"AQ==","list":[1,{"d":"1970-01-01T00:00:00.000Z"}],"none":{}}');
    expect(refusal(runInContext('[new Map()]', realm)).path).toBe('0');
    expect(refusal(runInContext('({ a: new (class Order {})() })', realm)).path).toBe('a');
  });

  it('takes a date of a subclass, as fake clocks make them, for its moment', () => {
    jest.useFakeTimers({ now: 0 });
    try {
      expect(canonicalText(new Date())).toBe('"1970-01-01T00:00:00.000Z"');
    } finally {
      jest.useRealTimers();
    }
  });

  it('is not deceived by a date that prints something else', () => {
    const date = Object.assign(new Date(0), { toISOString: () => 'forged', toJSON: () => 'forged' });
    expect(canonicalText(date)).toBe('"1970-01-01T00:00:00.000Z"');
  });

  it.each([
    ['undefined and null in an array', [undefined], [null]],
    ['an undefined element and none', [undefined], []],
    ['0 and "0"', 0, '0'],
    ['1 and true', 1, true],
    ['bigint and number', 1n, 1],
    ['bigint and its text', 1n, '1n'],
    ['null and "null"', null, 'null'],
    ['undefined and its name', undefined, 'undefined'],
    ['[] and {}', [], {}],
    ['"" and null', '', null],
    ['an array and an object of its indexes', ['a'], { 0: 'a' }],
    ['bytes and their base64', Buffer.from('a'), 'YQ=='],
    ['bytes and their text', Buffer.from('b"YQ=="'), 'b"YQ=="'],
    ['two lone surrogates', '\ud800', '\ud801'],
    ['a lone surrogate and the replacement character', '\ud800', '\ufffd'],
    ['a lone surrogate and its escape', '\ud800', '\\ud800'],
    ['lone surrogates in names', { '\ud800': 1 }, { '\udbff': 1 }],
    ['where one of a run of strings ends', ['ab', 'c'], ['a', 'bc']],
    ['runs of bytes and strings', [Buffer.from('a'), 'string:1:b'], [Buffer.from('astring:1:b')]],
    ['where one of a run of bytes ends', [Buffer.from('ab'), Buffer.from('')], [Buffer.from('a'), Buffer.from('b')]],
    ['a reference and what object-hash prints for one', ((a) => [a, a])({}), [{}, '[CIRCULAR:1]']],
    ['members and an element between', [{ a: 1 }, { b: 2 }], [{ a: 1, b: 2 }]],
    ['a forged member', { a: '","b":"' }, { a: '', b: '' }],
  ])('tells apart %s', (_what, one, other) => {
    expect(canonicalText(one)).not.toBe(canonicalText(other));
  });
});

describe('canonicalText of integers beyond 2^53', () => {
  const reason = 'is an integer too large for JSON.parse to keep apart: send it as a string';

  it.each([2 ** 53, -(2 ** 53), 1e300])('refuses %d where exact ones are asked for, by its place', (value) => {
    expect(() => canonicalText(value, 'id', 'exact')).toThrow(new UnusableKeyValue('id', reason));
    const order = { lines: [{ sku: 'a' }, { id: value }] };
    expect(() => canonicalText(order, 'order', 'exact')).toThrow(new UnusableKeyValue('order.lines.1.id', reason));
  });

  it('writes those that are exact', () => {
    const exact = [2 ** 53 - 1, 1 - 2 ** 53, 2n ** 53n, -(2n ** 53n), 0.5, -0];
    const text = '[9007199254740991,-9007199254740991,9007199254740992n,-9007199254740992n,0.5,0]';
    expect(canonicalText(exact, '', 'exact')).toBe(text);
  });

  it('writes all where nothing else is asked for', () => {
    expect(canonicalText(2 ** 53)).toBe('9007199254740992');
    expect(canonicalText([2 ** 53, { a: -1e300 }])).toBe('[9007199254740992,{"a":-1e+300}]');
  });

  it('ends at a cycle, and calls no accessor', () => {
    const order: Record<string, unknown> = { id: 1 };
    order['self'] = order;
    expect(() => canonicalText(order, '', 'exact')).toThrow('refers back');
    const getter = jest.fn(() => 2 ** 53);
    const lazy = Object.defineProperty({}, 'id', { get: getter, enumerable: true });
    expect(() => canonicalText(lazy, '', 'exact')).toThrow('is an accessor');
    expect(getter).not.toHaveBeenCalled();
  });
});

describe('canonicalText refuses, naming the place and not the value,', () => {
  it.each([
    ['a function', () => 'secret', 'is a function'],
    ['a symbol', Symbol('secret'), 'is a symbol'],
    ['NaN', Number.NaN, 'is NaN'],
    ['Infinity', -Infinity, 'is -Infinity'],
    ['an invalid date', new Date(Number.NaN), 'is an invalid date'],
    ['a map', new Map([['secret', 1]]), 'is an instance of a class'],
    ['a set', new Set(['secret']), 'is an instance of a class'],
    ['a regular expression', /secret/, 'is an instance of a class'],
    ['a boxed string', Object('secret') as unknown, 'is an instance of a class'],
    ['an error', new Error('secret'), 'is an instance of a class'],
    ['a promise', Promise.resolve('secret'), 'is an instance of a class'],
    ['a URL', new URL('https://secret.invalid'), 'is an instance of a class'],
    ['other numbers than bytes', new Float64Array(1), 'is an instance of a class'],
    ['shared memory', new SharedArrayBuffer(1), 'is an instance of a class'],
    ['an array of a subclass', new (class List extends Array<string> {})('secret', 'b'), 'is an instance of a class'],
    ['an instance', new (class Order { id = 'secret'; })(), 'is an instance of a class'],
    ['an object made from another', Object.create({ id: 'secret' }), 'is an instance of a class'],
    ['an object made from a bare one', Object.create(Object.create(null)), 'is an instance of a class'],
    ['a revoked proxy', revokedProxy(), 'cannot be read'],
    ['detached bytes', detachedBytes(), 'cannot be read'],
    ['an object that does not tell its names', new Proxy({}, { ownKeys: tellNothing }), 'cannot be read'],
    ['an array that does not tell its length', new Proxy([], { get: tellNothing }), 'cannot be read'],
  ])('%s', (_what, value, reason) => {
    expect(refusal(value)).toEqual({ path: '', reason: expect.stringContaining(reason) });
    expect(refusal({ a: 'secret', list: ['secret', { 'b c': value }] }, 'detail')).toEqual({
      path: 'detail.list.1."b c"',
      reason: expect.not.stringContaining('secret'),
    });
  });

  it('accessors, without calling them', () => {
    const getter = jest.fn(() => 'secret');
    expect(refusal(Object.defineProperty({ z: 1 }, 'a', { get: getter, enumerable: true })).path).toBe('a');
    expect(refusal([0, Object.defineProperty([1, 2], 1, { get: getter, enumerable: true })]).path).toBe('1.1');
    expect(refusal(Object.defineProperty({}, 'a', { set: getter, enumerable: true })).path).toBe('a');
    expect(getter).not.toHaveBeenCalled();
  });

  it.each([
    ['an object', Object.defineProperty({}, '0', { get: String, enumerable: true })],
    ['an array', Object.defineProperty([], 0, { get: String, enumerable: true })],
  ])('an accessor of %s as such', (_what, value) => {
    expect(refusal(value)).toEqual({ path: '0', reason: 'is an accessor, and accessors are not called' });
  });

  it('cycles, where they close', () => {
    const order: Record<string, unknown> = { id: 1 };
    order['lines'] = [{ order }];
    expect(refusal(order)).toEqual({ path: 'lines.0.order', reason: expect.stringContaining('refers back') });
    const list: unknown[] = [];
    list.push(list);
    expect(refusal(list)).toEqual({ path: '0', reason: expect.stringContaining('refers back') });
  });

  it('nesting beyond the bound, however deep, and nothing within it', () => {
    for (const wrap of [(inner: unknown) => [inner], (inner: unknown) => ({ a: inner })]) {
      expect(() => canonicalText(nested(256, wrap))).not.toThrow();
      expect(refusal(nested(257, wrap)).reason).toContain('256');
      expect(refusal(nested(100_000, wrap)).reason).toContain('256');
    }
  });

  it('what sharing or holes make endless, in bounded time', () => {
    const doubled = nested(200, (inner) => [inner, inner], 'x'.repeat(100_000));
    expect(refusal(doubled).reason).toContain('too large');
    const long = 'x'.repeat(100_000);
    const members = own(Array.from({ length: 200 }, (_, index) => [`m${index}`, long]));
    expect(refusal(members).reason).toContain('too large');
    const sparse: unknown[] = [];
    sparse.length = 2 ** 32 - 1;
    expect(refusal(sparse).reason).toContain('too large');
  });

  it('what is longer than the bound, and nothing as long', () => {
    const longest = 2 ** 24;
    const string = (length: number): string => 'x'.repeat(length);
    expect(canonicalText([string(longest - '[""'.length)])).toHaveLength(longest + ']'.length);
    expect(refusal([string(longest - '[""'.length + 1)]).reason).toContain('too large');
    expect(canonicalText({ a: string(longest - '{"a":""'.length) })).toHaveLength(longest + '}'.length);
    expect(refusal({ a: string(longest - '{"a":""'.length + 1) }).reason).toContain('too large');
  });

  it('by its own place, not by one visited before', () => {
    expect(refusal({ a: { b: [1, { c: 2 }] }, d: Number.NaN }).path).toBe('d');
    expect(refusal([[[1]], Number.NaN]).path).toBe('1');
  });

  it('a long way down in a short message', () => {
    const value = { ['secret'.repeat(100)]: { a: Number.NaN } };
    expect(refusal(value).path).toHaveLength(201);
    expect(new UnusableKeyValue('', 'is NaN').message).toBe('the selected value is NaN');
    expect(new UnusableKeyValue('a.b', 'is NaN').message).toBe("'a.b' is NaN");
    expect(refusal({ 'a\nb': Number.NaN }).path).toBe('"a\\nb"');
  });
});

function tellNothing(): never {
  throw new Error('secret');
}

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function detachedBytes(): Uint8Array {
  const bytes = new Uint8Array(4);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

describe('canonicalText of any value', () => {
  const text = fc.oneof(
    fc.constantFrom('', 'a', '0', 'null', 'undefined', '1n', 'b"AA=="', '","', '1970-01-01T00:00:00.000Z'),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
  );
  const scalar = fc.oneof(
    fc.constantFrom<unknown>(null, undefined, true, false, 0, -0, 1, 0n, 1n, new Date(0)),
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt(),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array({ maxLength: 4 }),
  );
  const name = fc.oneof(fc.constantFrom('a', 'A', 'b', '0', '10', '9', '__proto__', 'constructor', '\ud800'), text);
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, scalar, tie('array'), tie('object')),
    array: fc.oneof(fc.array(tie('value'), { maxLength: 5 }), fc.sparseArray(tie('value'), { maxLength: 5 })),
    object: fc
      .uniqueArray(fc.tuple(name, tie('value')), { selector: ([each]) => each, maxLength: 6 })
      .map((members) => own(members)),
  }));

  it('reads back as what the value is to a sender of JSON, and so is the text of nothing else', () => {
    fc.assert(
      fc.property(value, (any) => {
        expect(readCanonicalText(canonicalText(any))).toEqual(formOf(any));
      }),
      { numRuns: 1000 },
    );
  });

  it('is equal for two values exactly if they are equal', () => {
    const small = fc.array(fc.constantFrom<unknown>(null, undefined, 0, -0, '', '0', 0n, [], {}), { maxLength: 2 });
    fc.assert(
      fc.property(small, small, (one, other) => {
        expect(canonicalText(one) === canonicalText(other)).toBe(isDeepStrictEqual(formOf(one), formOf(other)));
      }),
      { numRuns: 2000 },
    );
  });

  it('does not depend on the order of members', () => {
    const members = fc.uniqueArray(fc.tuple(name, value), { selector: ([each]) => each, maxLength: 40 });
    fc.assert(
      fc.property(members, fc.infiniteStream(fc.nat()), (pairs, ranks) => {
        const ranked = pairs.map((pair) => [ranks.next().value as number, pair] as const);
        const shuffled = ranked.sort(([a], [b]) => a - b).map(([, pair]) => pair);
        expect(canonicalText(own(shuffled))).toBe(canonicalText(own(pairs)));
      }),
    );
  });

  it('depends on the order of elements', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 5 }), (elements) => {
        const reversed = [...elements].reverse();
        const palindrome = isDeepStrictEqual(formOf(elements), formOf(reversed));
        expect(canonicalText(reversed) === canonicalText(elements)).toBe(palindrome);
      }),
    );
  });

  it('leaves the value as it was, frozen or not', () => {
    fc.assert(
      fc.property(value, (any) => {
        const before = formOf(any);
        canonicalText(deepFreeze(any));
        expect(formOf(any)).toEqual(before);
      }),
    );
  });

  it('is a text or a refusal for everything there is', () => {
    const everything = fc.anything({
      withBigInt: true,
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withUnicodeString: true,
    });
    fc.assert(
      fc.property(everything, (any) => {
        try {
          expect(typeof canonicalText(any)).toBe('string');
        } catch (error) {
          expect(error).toBeInstanceOf(UnusableKeyValue);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('takes huge arrays and huge objects', () => {
    const numbers = Array.from({ length: 1_000_000 }, (_, index) => index);
    expect(canonicalText(numbers)).toBe(JSON.stringify(numbers));
    const members = own(numbers.slice(0, 100_000).map((index) => [`m${String(index).padStart(6, '0')}`, index]));
    expect(canonicalText(members)).toBe(JSON.stringify(members));
  });

  it('takes a huge object in the worst order about as fast', () => {
    const ascending = Array.from({ length: 50_000 }, (_, index) => [`m${index + 1_000_000}`, index] as const);
    const descending = own([...ascending].reverse());
    const before = process.cpuUsage();
    expect(canonicalText(descending)).toBe(JSON.stringify(own(ascending)));
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });
});

function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}
