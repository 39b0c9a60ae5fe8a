import { type BinaryToTextEncoding, createHash, getHashes } from 'node:crypto';
import { canonicalText } from '../../lib/key/canonical-text.js';
import { digestFingerprint, digestKey } from '../../lib/key/digest.js';
import { parseKeyPath } from '../../lib/key/key-path.js';
import { type KeyPairs, type KeySelector, selectValues } from '../../lib/key/select-values.js';
import { UnusableKeyValue } from '../../lib/key/unusable-key-value.js';
import golden from './golden.json';

const one = (value: unknown): KeyPairs => [['a', value]];

/** A whole event as it is delivered, and one made of everything that can be part of a key. */
const event = {
  version: '0',
  id: '6f1c2b9e-8d1c-4a55-9f0e-1b2c3d4e5f60',
  'detail-type': 'OrderPlaced',
  resources: [],
  detail: { orderId: 'o-1', amount: 19.99, lines: [{ sku: 'a', quantity: 2 }], note: null, paid: false },
};

const everything = {
  bigint: 2n ** 70n,
  bytes: Buffer.from('bytes'),
  date: new Date('2026-01-02T03:04:05.678Z'),
  list: [undefined, null, 0, -0, '', false, [], {}],
  text: 'quotes " backslash \\ control \u0007 pair \ud83d\ude00 lone \ud83d',
  own: JSON.parse('{"__proto__":1}') as unknown,
  absent: undefined,
};

/** Do not change one of these, nor its digest in golden.json: it would give every stored record another key. */
const frozen: Record<keyof typeof golden, () => string> = {
  'one string': () => digestKey([['detail.orderId', 'o-1']]),
  'one number': () => digestKey([['detail.orderId', 1]]),
  'the empty string': () => digestKey([['detail.orderId', '']]),
  'null beside a value': () => digestKey([['detail.note', null], ['detail.orderId', 'o-1']]),
  'an absent value beside a value': () => digestKey([['detail.note', undefined], ['detail.orderId', 'o-1']]),
  'a scope': () => digestKey([['detail.orderId', 'o-1']], 'tenant-1'),
  'an empty scope': () => digestKey([['detail.orderId', 'o-1']], ''),
  'a whole event': () => digestKey([['', event]]),
  'everything a key can hold': () => digestKey([['', everything]]),
  'a result of a function': () => digestKey([['()', ['o-1', 7]]]),
  'an escaped name': () => digestKey([['labels.app\\.io/name', 'shop']]),
  'a fingerprint': () => digestFingerprint([['detail.amount', 19.99]]),
};

describe('digests are frozen:', () => {
  it.each(Object.entries(frozen))('%s', (name, digest) => {
    expect(digest()).toBe(golden[name as keyof typeof golden]);
  });

  it('and there is one for each case', () => {
    expect(Object.keys(golden)).toEqual(Object.keys(frozen));
    expect(new Set(Object.values(golden)).size).toBe(Object.keys(frozen).length);
  });
});

describe('digests are the same', () => {
  const ways = {
    'in one call': {
      getHashes,
      hash: (algorithm: string, text: string, encoding: BinaryToTextEncoding) =>
        createHash(algorithm).update(text).digest(encoding),
    },
    'step by step': { getHashes, createHash },
  };

  afterEach(() => void jest.dontMock('node:crypto'));

  it.each(Object.entries(ways))('when all that Node can do is to hash %s', (_way, crypto) => {
    jest.isolateModules(() => {
      jest.doMock('node:crypto', () => crypto);
      const again = jest.requireActual<typeof import('../../lib/key/digest.js')>('../../lib/key/digest.js');
      expect(again.digestKey([['detail.orderId', 'o-1']])).toBe(golden['one string']);
    });
  });
});

describe('digestKey', () => {
  it('is the SHA-256 of one canonical text as object-hash writes a string', () => {
    const pairs = [['a.b', { c: [1n] }], ['d', undefined]] as const;
    const text = canonicalText([1, 'key', 'tenant', pairs]);
    const expected = createHash('sha256').update(`string:${text.length}:${text}`).digest('hex');
    expect(digestKey(pairs, 'tenant')).toBe(expected);
    expect(expected).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the same for a payload and for the payload as it is delivered again', () => {
    const payload = { b: [1, { d: 'x', c: -0 }], a: new Date(0), gone: undefined };
    const again: unknown = JSON.parse(JSON.stringify(payload));
    expect(digestKey([['', again]])).toBe(digestKey([['', payload]]));
  });

  it('is the same whichever of two members came first', () => {
    expect(digestKey(one({ A: 1, a: 2 }))).toBe(digestKey(one({ a: 2, A: 1 })));
    expect(digestKey(one({ A: 1, a: 2 }))).not.toBe(digestKey(one({ A: 2, a: 1 })));
  });

  it('tells every kind of nothing from every other', () => {
    const nothings = [undefined, null, 0, '', false, [], {}, 0n, '0', 'null', [null], [undefined], Buffer.alloc(0)];
    expect(new Set(nothings.map((value) => digestKey(one(value)))).size).toBe(nothings.length);
  });

  it('tells what object-hash takes for one value', () => {
    const pairsOfValues: [unknown, unknown][] = [
      ['\ud800', '\udbff'],
      [((a) => [a, a])({}), [{}, '[CIRCULAR:2]']],
      [Object.assign([], { 0: 'a', 2: 'b' }), Object.assign([], { 0: 'a', 1: 'b', length: 3 })],
      [[Buffer.from('a'), 'b'], [Buffer.from('astring:1:b')]],
    ];
    for (const [value, other] of pairsOfValues) expect(digestKey(one(value))).not.toBe(digestKey(one(other)));
  });

  it('takes for one what object-hash tells apart', () => {
    const shared = { x: 1 };
    expect(digestKey(one([shared, shared]))).toBe(digestKey(one([{ x: 1 }, { x: 1 }])));
    expect(digestKey(one(new Date(0)))).toBe(digestKey(one('1970-01-01T00:00:00.000Z')));
    expect(digestKey(one({ a: undefined }))).toBe(digestKey(one({})));
  });

  it('depends on the path, so that one value under two names is two keys', () => {
    expect(digestKey([['a', 1]])).not.toBe(digestKey([['b', 1]]));
    expect(digestKey([['a', 1], ['b', 2]])).not.toBe(digestKey([['a', 2], ['b', 1]]));
    expect(digestKey([['a', 1]])).not.toBe(digestKey([['a', 1], ['b', undefined]]));
    expect(digestKey([['a.b', 1]])).not.toBe(digestKey([['a\\.b', 1]]));
  });

  it('keeps scopes apart, and none from an empty one', () => {
    const scopes = [undefined, '', 'a', 'undefined', 'a","b'];
    expect(new Set(scopes.map((scope) => digestKey(one(1), scope))).size).toBe(scopes.length);
  });

  it('is never the digest of a fingerprint', () => {
    expect(digestFingerprint(one(1))).not.toBe(digestKey(one(1)));
  });

  it('is not changed by what happens to the payload afterwards, nor does it change the payload', () => {
    const payload = Object.freeze({ id: 'o-1', lines: Object.freeze([Object.freeze({ sku: 'a' })]) });
    const selector: KeySelector = { kind: 'paths', paths: [parseKeyPath('lines'), parseKeyPath('id')] };
    const digest = (value: unknown): string => {
      const selection = selectValues(selector, value, []);
      return selection.found ? digestKey(selection.pairs) : 'missing';
    };
    const changing = { id: 'o-1', lines: [{ sku: 'a' }] };
    const before = digest(changing);
    changing.lines.push({ sku: 'b' });
    expect(before).toBe(digest(payload));
    expect(digest(changing)).not.toBe(before);
  });

  it.each([[1.5], [2 ** 53 - 1], [1 - 2 ** 53], [2n ** 53n], [`${2 ** 53}`]])('takes %p, which is exact', (value) => {
    expect(digestKey(one(value))).toMatch(/^[0-9a-f]{64}$/);
  });

  it('names the path under which a value is unusable', () => {
    const digest = () => digestKey([['id', 1], ['detail.lines', [{ price: Number.NaN }]]]);
    expect(digest).toThrow(UnusableKeyValue);
    expect(digest).toThrow("'detail.lines.0.price' is NaN");
  });
});

describe.each([
  ['digestKey', digestKey],
  ['digestFingerprint', digestFingerprint],
])('%s', (_name, digestOf) => {
  const reason = 'is an integer too large for JSON.parse to keep apart: send it as a string';

  it.each([[2 ** 53], [-(2 ** 53)], [1e300]])('refuses %p, which may be another integer rounded', (value) => {
    expect(() => digestOf(one(value))).toThrow(UnusableKeyValue);
    expect(() => digestOf(one(value))).toThrow(new Error(`'a' ${reason}`));
  });

  it('refuses one at any depth of what paths and functions select, naming its place', () => {
    expect(() => digestOf(one({ lines: [{ id: 2 ** 53 }] }))).toThrow(new Error(`'a.lines.0.id' ${reason}`));
    expect(() => digestOf([['a', 1], ['()', ['tenant', 2 ** 53]]])).toThrow(new Error(`'().1' ${reason}`));
  });

  it('takes what is exact, at any depth', () => {
    const exact = [1.5, 2 ** 53 - 1, 1 - 2 ** 53, 2n ** 53n, `${2 ** 53}`];
    for (const value of exact) expect(digestOf(one({ lines: [value] }))).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes a whole payload with measured numbers as it is', () => {
    const payload = JSON.parse('{"grains":9007199254740993}') as unknown;
    expect(digestOf([['', payload]])).toBe(digestOf([['', { grains: 2 ** 53 }]]));
    expect(digestOf([['', [1e300]]])).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses one that is the whole payload', () => {
    expect(() => digestOf([['', 2 ** 53]])).toThrow(new Error(`the selected value ${reason}`));
  });
});
