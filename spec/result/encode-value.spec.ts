import { createContext, runInContext } from 'node:vm';
import { decodeValue } from '../../lib/result/decode-value.js';
import { encodeValue } from '../../lib/result/encode-value.js';

function textOf(value: unknown): string {
  const encoding = encodeValue(value);
  if (!encoding.storable) throw new Error(`${encoding.path}: ${encoding.reason}`);
  return encoding.text;
}

function refusalOf(value: unknown): { path: string; reason: string } {
  const encoding = encodeValue(value);
  if (encoding.storable) throw new Error('storable');
  return encoding;
}

const replayOf = (value: unknown): unknown => decodeValue(textOf(value));

const nested = (depth: number): unknown => (depth === 0 ? 'bottom' : { in: nested(depth - 1) });

const nestedArrays = (depth: number): unknown => (depth === 0 ? 'bottom' : [nestedArrays(depth - 1)]);

const ownProto = (target: object, value: unknown): object =>
  Object.defineProperty(target, '__proto__', { value, enumerable: true, writable: true, configurable: true });

const withOwnProto = (value: unknown): object => ownProto({}, value);

const sparse = (): unknown[] => {
  const array: unknown[] = [];
  array[3] = 'd';
  array[1] = undefined;
  return array;
};

const REAL_DATE = new Date(0);

const bytes = (): Uint8Array => Uint8Array.from([0, 255, 1, 254]);

describe('a value that JSON can carry', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['true', true],
    ['false', false],
    ['zero', 0],
    ['a fraction', -12.75],
    ['the smallest number', 5e-324],
    ['the greatest number', 1.7976931348623157e308],
    ['a number beyond safe integers', 2 ** 60],
    ['the empty string', ''],
    ['a string that looks tagged', '*[["u"]]'],
    ['line separators and controls', '\u2028\u2029\u0000\u001f"\\'],
    ['characters of all lengths', 'aé€😀'],
    ['the empty object', {}],
    ['the empty array', []],
    ['an object', { statusCode: 200, body: '{"ok":true}', headers: { 'content-type': 'text/plain' } }],
    ['objects in arrays', [[{ a: [] }], [1, 'two', null, { three: false }]]],
    ['members like tags', { u: ['u'], n: ['n', 'NaN'], list: [['a'], [0], ['m', 1, 2]] }],
    ['numeric and empty member names', { 10: 'a', 9: 'b', '': 'c', '01': 'd' }],
    ['members named like inherited ones', { constructor: 1, hasOwnProperty: 2, toString: 3, length: 4 }],
    ['an own __proto__', withOwnProto({ polluted: true })],
    ['500 levels', nested(500)],
    ['500 levels of arrays', nestedArrays(500)],
  ])('is stored as plain JSON and comes back equal: %s', (_, value) => {
    expect(textOf(value)).toBe(JSON.stringify(value));
    expect(replayOf(value)).toStrictEqual(value);
  });

  it('escapes lone surrogates, so that the text is well-formed', () => {
    expect(textOf('a\ud800b\udc00')).toBe('"a\\ud800b\\udc00"');
    expect(textOf(new Map([['\ud800', 1]]))).not.toMatch(/\ud800/);
    expect(replayOf(new Map([['\ud800', 1]]))).toStrictEqual(new Map([['\ud800', 1]]));
  });

  it('keeps the order of members', () => {
    expect(Object.keys(replayOf({ b: 1, a: 2, 1: 3, at: undefined }) as object)).toEqual(['1', 'b', 'a', 'at']);
  });
});

describe('a value that needs more than JSON', () => {
  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['NaN', NaN],
    ['Infinity', Infinity],
    ['-Infinity', -Infinity],
    ['-0', -0],
    ['a bigint', -123456789012345678901234567890n],
    ['undefined members', { a: undefined, b: [undefined, null] }],
    ['unwritable numbers inside', { a: [NaN, -0, Infinity, 0], b: -Infinity }],
    ['a date', new Date('2024-02-29T12:34:56.789Z')],
    ['the earliest date', new Date(-8.64e15)],
    ['an empty map', new Map()],
    ['a map of maps', new Map<unknown, unknown>([[new Map([[1n, 'a']]), new Set([new Date(1)])], [NaN, -1]])],
    ['a map with object and undefined keys', new Map<unknown, unknown>([[{ id: 1 }, undefined], [undefined, null]])],
    ['a set', new Set<unknown>([1, '1', new Set([undefined]), NaN, { a: 1 }])],
    ['a Buffer', Buffer.from([0, 128, 255])],
    ['an empty Buffer', Buffer.alloc(0)],
    ['an ArrayBuffer', bytes().buffer],
    ['a DataView', new DataView(bytes().buffer, 1, 2)],
    ['an Int8Array', Int8Array.from([-1, 2])],
    ['a Uint8Array', bytes()],
    ['part of a Uint8Array', bytes().subarray(1, 3)],
    ['a Uint8ClampedArray', Uint8ClampedArray.from([300, 1])],
    ['an Int16Array', Int16Array.from([-300, 1])],
    ['a Uint16Array', Uint16Array.from([65535])],
    ['an Int32Array', Int32Array.from([-70000])],
    ['a Uint32Array', Uint32Array.from([4294967295])],
    ['a Float32Array', Float32Array.from([0.5, -0, NaN])],
    ['a Float64Array', Float64Array.from([Math.PI, Infinity])],
    ['a BigInt64Array', BigInt64Array.from([-1n])],
    ['a BigUint64Array', BigUint64Array.from([18446744073709551615n])],
    ['an array with holes', sparse()],
    ['an array of holes only', new Array(3)],
    ['an array with named members', Object.assign(['a', 'b'], { index: 1, input: 'ab' })],
    ['a match', 'order-17'.match(/(?<id>\d+)/)],
    ['an array with as many named members as holes', Object.assign(sparse(), { one: 1, two: 2 })],
    ['an object without prototype', Object.assign(Object.create(null), { a: { b: 1 } })],
    ['an own __proto__ beside a date', { a: withOwnProto(new Date(0)) }],
    ['an own __proto__ without prototype', { a: Object.assign(Object.create(null), { ['__proto__']: 1n }) }],
    ['an array with an own __proto__', ownProto([1], 0n)],
    ['tag-like strings beside a bigint', ['*', 'u', ['u'], ['n', 'NaN'], [0], 1n]],
    ['everything at once', { m: new Map([[{ d: new Date(5) }, [1n, new Set([Buffer.from('x')])]]]), u: undefined }],
  ])('is tagged and comes back equal: %s', (_, value) => {
    expect(textOf(value)).toMatch(/^\*/);
    const replay = replayOf(value);
    expect(replay).toStrictEqual(value);
    expect(Object.prototype.toString.call(replay)).toBe(Object.prototype.toString.call(value));
  });

  it.each([[-0], [NaN]])('keeps %p exactly', (value) => {
    expect(Object.is(replayOf(value), value)).toBe(true);
    expect(Object.is((replayOf([value]) as number[])[0], value)).toBe(true);
    expect(Object.is([...(replayOf(new Map([['a', value]])) as Map<string, number>).values()][0], value)).toBe(true);
  });

  it('keeps an invalid date', () => {
    const replay = replayOf(new Date(NaN));
    expect(replay).toBeInstanceOf(Date);
    expect((replay as Date).getTime()).toBeNaN();
  });

  it('keeps a date of a fake clock', () => {
    jest.useFakeTimers({ now: 7 });
    try {
      expect(Object.getPrototypeOf(new Date())).not.toBe(Object.getPrototypeOf(REAL_DATE));
      expect(textOf(new Date())).toBe('*[[0],["d",7]]');
      expect(replayOf(new Date())).toEqual(new Date(7));
    } finally {
      jest.useRealTimers();
    }
  });

  it('keeps 500 levels', () => {
    expect(replayOf([1n, nested(499)])).toStrictEqual([1n, nested(499)]);
  });

  it('tells Buffer from Uint8Array', () => {
    const replay = replayOf([Buffer.from('a'), Uint8Array.from([97])]) as Uint8Array[];
    expect(replay.map((entry) => Buffer.isBuffer(entry))).toEqual([true, false]);
  });

  it('tells holes from undefined', () => {
    const replay = replayOf(sparse()) as unknown[];
    expect([0, 1, 2, 3].map((index) => index in replay)).toEqual([false, true, false, true]);
  });

  it('makes an own member named __proto__, not a prototype', () => {
    const replay = replayOf({ a: withOwnProto({ polluted: 1n }) }) as { a: object };
    expect(Object.getPrototypeOf(replay.a)).toBe(Object.prototype);
    expect(Object.hasOwn(replay.a, '__proto__')).toBe(true);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('references', () => {
  it('that are repeated stay one object', () => {
    const address = { city: 'Bern' };
    const replay = replayOf({ from: address, to: address, all: [address] }) as Record<string, unknown>;
    expect(replay).toStrictEqual({ from: address, to: address, all: [address] });
    expect(replay['from']).toBe(replay['to']);
    expect((replay['all'] as unknown[])[0]).toBe(replay['from']);
  });

  it('to equal objects stay two', () => {
    const replay = replayOf([{ a: 1n }, { a: 1n }]) as unknown[];
    expect(replay[0]).not.toBe(replay[1]);
  });

  it.each<[string, () => unknown, (value: never) => unknown]>([
    ['an object', () => Object.assign({}, { self: null as unknown }), (value: { self: unknown }) => value.self],
    ['an array', () => [null], (value: unknown[]) => value[0]],
    ['a map, as its key', () => new Map(), (value: Map<unknown, unknown>) => [...value.keys()][0]],
    ['a set', () => new Set(), (value: Set<unknown>) => [...value][0]],
  ])('may be circular: %s', (_, make, selfOf) => {
    const value = make();
    if (value instanceof Map) value.set(value, value);
    else if (value instanceof Set) value.add(value);
    else if (Array.isArray(value)) value[0] = value;
    else (value as { self: unknown }).self = value;
    const replay = replayOf(value);
    expect(replay).not.toBe(value);
    expect(selfOf(replay as never)).toBe(replay);
  });

  it('repeated dates, bytes and collections stay one object', () => {
    for (const shared of [new Date(0), Buffer.from('a'), new Map(), new Set()]) {
      const [first, second] = replayOf([shared, shared]) as unknown[];
      expect(first).toBe(second);
    }
  });

  it('a doubling chain of references stays small', () => {
    let value: unknown = { leaf: true };
    for (let i = 0; i < 100; i++) value = [value, value];
    expect(textOf(value).length).toBeLessThan(2_000);
    expect(replayOf(value)).toBeInstanceOf(Array);
  });
});

describe('objects of another realm', () => {
  const foreign = (code: string): unknown => runInContext(code, createContext({}));

  it.each<[string, unknown]>([
    ['({ a: [1, { b: "x" }] })', { a: [1, { b: 'x' }] }],
    ['[1, [2]]', [1, [2]]],
    ['new Date(7)', new Date(7)],
    ['new Map([[{ a: 1 }, new Set([2n])]])', new Map([[{ a: 1 }, new Set([2n])]])],
    ['new Uint8Array([1, 2])', Uint8Array.from([1, 2])],
    ['new Uint16Array([1, 2]).buffer', Uint16Array.from([1, 2]).buffer],
  ])('count as plain: %s', (code, expected) => {
    expect(replayOf(foreign(code))).toStrictEqual(expected);
  });

  it.each([
    'new (class Map extends Object {})()',
    'new (class Object {})()',
    'new (class Sub extends Date {})()',
    'Object.create(Object.create(null))',
    'new (class { static get name() { throw new Error("run") } })()',
  ])('are refused where they are instances of other classes: %s', (code) => {
    expect(refusalOf(foreign(code)).reason).toMatch(/an instance of the class/);
  });
});

describe('a value that cannot be stored', () => {
  class Money {
    constructor(readonly cents: number) {}
  }
  class Bag extends Map<string, string> {}
  class Tags extends Set<string> {}
  class Chunk extends Uint8Array {}
  class Rows extends Array<number> {}
  const Numbered = Object.defineProperty(class {}, 'name', { value: 5 });
  class Root {
    static {
      Object.setPrototypeOf(Root.prototype, null);
    }
  }

  it.each<[string, unknown, string, RegExp]>([
    ['a function', () => 1, '$', /^a function$/],
    ['a method', { send() {} }, '$.send', /^a function$/],
    ['toJSON', { a: [{ toJSON: () => 1 }] }, '$.a[0].toJSON', /^a function$/],
    ['a symbol', [Symbol('secret')], '$[0]', /^a symbol$/],
    ['a member under a symbol', { a: { [Symbol('secret')]: 1 } }, '$.a', /a member under a symbol/],
    ['a symbol beside a hidden one', Object.defineProperty({ [Symbol()]: 1 }, Symbol(), {}), '$', /under a symbol/],
    ['a symbol on an array', Object.assign([1], { [Symbol('secret')]: 1 }), '$', /a member under a symbol/],
    ['a class instance', { price: new Money(5) }, '$.price', /class Money.*`result`.*`onReplay`/],
    ['a subclass of Map', [new Bag()], '$[0]', /class Bag/],
    ['a subclass of Set', [new Tags()], '$[0]', /class Tags/],
    ['a subclass of Uint8Array', Chunk.from([1]), '$', /class Chunk/],
    ['a subclass of Array', Rows.from([1]), '$', /class Rows/],
    ['a class without a name', new (class {})(), '$', /^an instance of the class without a name, which could not /],
    ['a class whose name is no text', new Numbered(), '$', /^an instance of the class without a name, which could not /],
    ['a class whose prototype has none', new Root(), '$', /class Root/],
    ['a created prototype', Object.create({ inherited: 1 }), '$', /class/],
    ['a prototype that names Object', Object.create({ constructor: Object, inherited: 1 }), '$', /class Object/],
    ['a fake Date', Object.create(Date.prototype), '$', /class Date/],
    ['a fake Set', Object.create(Set.prototype), '$', /class Set/],
    ['bytes of another class', Object.setPrototypeOf(bytes(), Promise.prototype), '$', /class Promise/],
    ['a getter', { get a() { throw new Error('run'); } }, '$.a', /accessor/],
    ['a setter', { set a(_: unknown) { throw new Error('run'); } }, '$.a', /accessor/],
    ['a getter in an array', Object.defineProperty([1], 0, { enumerable: true, get: () => 1 }), '$[0]', /accessor/],
    ['a Proxy', { a: new Proxy({}, {}) }, '$.a', /Proxy/],
    ['a Proxy of an array', new Proxy([], {}), '$', /Proxy/],
    ['a Promise', Promise.resolve(1), '$', /class Promise/],
    ['a WeakMap', new WeakMap(), '$', /class WeakMap/],
    ['an Error', new TypeError('secret'), '$', /class TypeError/],
    ['a RegExp', /secret/, '$', /class RegExp/],
    ['a URL', new URL('x:secret'), '$', /class URL/],
    ['a boxed string', Object('secret'), '$', /class String/],
    ['a generator', (function* () {})(), '$', /class/],
    ['shared memory', new SharedArrayBuffer(2), '$', /class SharedArrayBuffer/],
    ['a date with members', Object.assign(new Date(0), { a: 1 }), '$', /a Date with members of its own/],
    ['a map with members', Object.assign(new Map(), { a: 1 }), '$', /a Map with members of its own/],
    ['a set with members', Object.assign(new Set(), { [Symbol('s')]: 1 }), '$', /a Set with members of its own/],
    ['bytes that hide their memory', Object.defineProperty(bytes(), 'buffer', {}), '$', /members of its own/],
    ['bytes that hide their place', Object.defineProperty(bytes(), 'byteOffset', {}), '$', /members of its own/],
    ['bytes that hide their length', Object.defineProperty(bytes(), 'byteLength', {}), '$', /members of its own/],
    ['in the key of a map', new Map([[{ secret: () => 1 }, 1]]), '$<key 0>.secret', /a function/],
    ['in a value of a map', { m: new Map([['secret', 1], ['b', Money]] as never) }, '$.m<value 1>', /a function/],
    ['in a set', new Set([1, Money]), '$<item 1>', /a function/],
    ['under an odd name', { 'a b': { '': [Money] } }, '$["a b"][""][0]', /a function/],
    ['under __proto__', withOwnProto(Money), '$.__proto__', /a function/],
    ['501 levels', nested(501), `$${'.in'.repeat(67)}`.slice(0, 200) + '…', /deeper than 500 levels/],
    ['501 levels of arrays', nestedArrays(501), `$${'[0]'.repeat(67)}`.slice(0, 200) + '…', /deeper than 500 levels/],
    ['under the longest path', { ['k'.repeat(198)]: Money }, `$.${'k'.repeat(198)}`, /a function/],
    ['under a longer path', { ['k'.repeat(199)]: Money }, `$.${'k'.repeat(198)}…`, /a function/],
  ])('is refused with path and reason: %s', (_, value, path, reason) => {
    const refusal = refusalOf(value);
    expect(refusal.path).toBe(path);
    expect(refusal.reason).toMatch(reason);
    expect(refusal.reason).not.toMatch(/secret/);
  });

  it('runs no trap of a Proxy, also of a revoked one or of a prototype', () => {
    const traps = new Proxy({}, { get: () => () => { throw new Error('run'); } });
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const value of [new Proxy({}, traps), proxy, Object.create(new Proxy({}, traps))]) {
      expect(refusalOf({ value }).path).toBe('$.value');
    }
  });

  it('is refused as a whole where its memory was given away', () => {
    const given = bytes();
    structuredClone(given.buffer, { transfer: [given.buffer as ArrayBuffer] });
    expect(encodeValue({ given })).toEqual({
      storable: false,
      path: '$',
      reason: 'a value that could not be read to its end',
    });
  });

  it('bounds the name of a class', () => {
    const Long = Object.defineProperty(class {}, 'name', { value: 'L'.repeat(5_000) });
    expect(refusalOf(new Long()).reason.length).toBeLessThan(400);
  });

  it('does not overflow the stack, however deep the value or the caller', () => {
    const deep = nested(5_000);
    const atTheEnd = (): boolean => {
      try {
        return atTheEnd();
      } catch {
        return encodeValue(deep).storable;
      }
    };
    expect(refusalOf(deep).reason).toMatch(/deeper than 500/);
    expect(() => atTheEnd()).not.toThrow();
  });
});

describe('what is not part of a value', () => {
  it('leaves out members that are not enumerable', () => {
    const value = Object.defineProperties({ a: 1 }, { hidden: { value: () => 1 }, [Symbol('hidden')]: { value: 1 } });
    expect(textOf(value)).toBe('{"a":1}');
    expect(replayOf(Object.defineProperty([1n], 'hidden', { value: 1 }))).toStrictEqual([1n]);
  });

  it('takes frozen objects as they are', () => {
    expect(replayOf(Object.freeze({ a: Object.freeze([1]) }))).toStrictEqual({ a: [1] });
  });
});

describe('patched prototypes', () => {
  const patched = (prototype: object, key: string, run: () => void): void => {
    Object.defineProperty(prototype, key, { value: () => 'patched', configurable: true, enumerable: true });
    try {
      run();
    } finally {
      Reflect.deleteProperty(prototype, key);
    }
  };

  it.each<[string, object]>([
    ['Object.prototype', Object.prototype],
    ['Array.prototype', Array.prototype],
    ['BigInt.prototype', BigInt.prototype],
    ['Date.prototype', Date.prototype],
    ['Map.prototype', Map.prototype],
    ['String.prototype', String.prototype],
  ])('a toJSON on %s is neither run nor stored', (_, prototype) => {
    const value = { a: ['x', 1n, new Date(0)], m: new Map([[1, []]]), s: 'text' };
    patched(prototype, 'toJSON', () => {
      expect(decodeValue(textOf(value))).toEqual(value);
      expect(decodeValue(textOf({ a: ['x'] }))).toEqual({ a: ['x'] });
    });
  });

  it('own methods of a collection are not called', () => {
    const hidden = { value: () => { throw new Error('run'); } };
    const map = new Map([[1, 2]]);
    Object.defineProperties(map, { forEach: hidden, entries: hidden, [Symbol.iterator]: hidden });
    const date = new Date(3);
    Object.defineProperties(date, { getTime: hidden, valueOf: hidden, [Symbol.toPrimitive]: hidden });
    expect(replayOf([map, date])).toStrictEqual([new Map([[1, 2]]), new Date(3)]);
  });
});
