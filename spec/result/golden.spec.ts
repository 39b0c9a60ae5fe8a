import { isDeepStrictEqual } from 'node:util';
import { decodeValue } from '../../lib/result/decode-value.js';
import { encodeValue } from '../../lib/result/encode-value.js';
import { decodeError, encodeError } from '../../lib/result/error-form.js';
import { packOutcome, unpackInline, unpackOutcome, type OutcomeText } from '../../lib/result/stored-outcome.js';
import golden from './golden.json';

/**
 * What is stored is read for as long as records live, by whatever version of the library: each stored form in
 * `golden.json` must be read as this value for ever. New forms are added there, none is changed.
 */
const shared = { city: 'Bern' };
const bytes = Uint8Array.from([0, 1, 254, 255]);
const circular: Record<string, unknown> = { name: 'me' };
circular['self'] = circular;
const sparse: unknown[] = [];
sparse[2] = 'c';

const VALUES: Record<keyof typeof golden.values, unknown> = {
  json: { orderId: 'o-1', total: 12.5, paid: true, note: null, lines: [{ sku: 'é€😀', quantity: 2 }, [], ''] },
  'lone surrogate': 'a\ud800',
  'own __proto__': JSON.parse('{"__proto__":{"a":1}}'),
  undefined: undefined,
  'undefined member': { a: undefined, b: [undefined] },
  numbers: [NaN, Infinity, -Infinity, -0, 0],
  bigint: -12345678901234567890n,
  date: new Date(1709210096789),
  map: new Map<unknown, unknown>([[{ id: 1 }, [1n]], ['b', new Map()]]),
  set: new Set([1, '1', undefined]),
  'no prototype': Object.assign(Object.create(null), { a: { b: 1 } }),
  'repeated reference': { from: shared, to: shared },
  circular,
  'sparse array': sparse,
  'array with members': Object.assign(['a', 'b'], { index: 7 }),
  'tagged own __proto__': [JSON.parse('{"__proto__":[1]}'), 1n],
  Buffer: Buffer.from(bytes),
  ArrayBuffer: bytes.buffer,
  DataView: new DataView(bytes.buffer),
  Int8Array: new Int8Array(bytes.buffer),
  Uint8Array: bytes,
  Uint8ClampedArray: new Uint8ClampedArray(bytes.buffer),
  Int16Array: Int16Array.from([-2, 1]),
  Uint16Array: Uint16Array.from([65534]),
  Int32Array: Int32Array.from([-2]),
  Uint32Array: Uint32Array.from([4294967294]),
  Float32Array: Float32Array.from([0.5]),
  Float64Array: Float64Array.from([0.1]),
  BigInt64Array: BigInt64Array.from([-2n]),
  BigUint64Array: BigUint64Array.from([2n]),
};

describe('a stored value', () => {
  it.each(Object.entries(golden.values))('is read for ever: %s', async (name, stored) => {
    const outcome = await unpackOutcome(stored, () => Promise.resolve(undefined));
    if (outcome.kind !== 'value') throw new Error(outcome.kind);
    const expected = VALUES[name as keyof typeof VALUES];
    expect(isDeepStrictEqual(decodeValue(outcome.text), expected)).toBe(true);
  });

  it.each(Object.entries(golden.values))('is written as before: %s', (name, stored) => {
    const encoding = encodeValue(VALUES[name as keyof typeof VALUES]);
    if (!encoding.storable) throw new Error(encoding.reason);
    expect(packOutcome({ kind: 'value', text: encoding.text })).toEqual({ kind: 'inline', result: stored });
  });
});

class DeclinedError extends Error {
  override name = 'DeclinedError';
  code = 'no_cover';
}

const ERRORS: Record<keyof typeof golden.errors, unknown> = {
  error: new Error('plain'),
  'own class': new DeclinedError('declined', { cause: new RangeError('limit') }),
  aggregate: new AggregateError([new TypeError('a'), 'b'], 'all failed'),
  'bigint member': Object.assign(new Error('m'), { amount: 5n }),
  'thrown string': 'stop',
};

describe('a stored invalid date', () => {
  // No comparison takes two of them for equal.
  it('is read for ever', () => {
    const outcome = unpackInline(golden.invalidDate);
    expect(outcome?.kind === 'value' && String(decodeValue(outcome.text))).toBe('Invalid Date');
  });
});

describe('a stored error', () => {
  it.each(Object.entries(golden.errors))('is read for ever, and written as before: %s', async (name, stored) => {
    const outcome = await unpackOutcome(stored, () => Promise.resolve(undefined));
    if (outcome.kind !== 'error') throw new Error(outcome.kind);
    const expected = ERRORS[name as keyof typeof ERRORS];
    const replay = decodeError(outcome.text, [DeclinedError]);
    expect(replay).toStrictEqual(expected);
    if (typeof expected === 'object') expect({ ...(replay as object) }).toStrictEqual({ ...expected });
    const encoding = encodeError(expected);
    if (!encoding.storable) throw new Error(encoding.reason);
    expect(packOutcome({ kind: 'error', text: encoding.text })).toEqual({ kind: 'inline', result: stored });
  });
});

describe('a stored outcome', () => {
  const long = JSON.stringify('compressed '.repeat(100));

  it.each<[string, string, OutcomeText]>([
    ['nothing', golden.nothing, { kind: 'nothing' }],
    ['unavailable', golden.unavailable, { kind: 'unavailable', reason: 'too-large' }],
  ])('is read for ever, and written as before: %s', async (_, stored, expected) => {
    expect(await unpackOutcome(stored, () => Promise.resolve(undefined))).toEqual(expected);
    expect(packOutcome(expected)).toEqual({ kind: 'inline', result: stored });
  });

  it.each<[string, string, OutcomeText]>([
    ['value', golden.compressedValue, { kind: 'value', text: long }],
    ['error', golden.compressedError, { kind: 'error', text: long }],
  ])('is read for ever when compressed: %s', async (_, stored, expected) => {
    expect(await unpackOutcome(Buffer.from(stored, 'base64'), () => Promise.resolve(undefined))).toEqual(expected);
  });

  it('is read for ever from parts', async () => {
    const { manifest, partOf, parts } = golden.inParts;
    const outcome = unpackOutcome(manifest, (askedFor, index) =>
      Promise.resolve(askedFor === partOf ? Buffer.from(parts[index] ?? '', 'base64') : undefined),
    );
    expect(await outcome).toEqual({ kind: 'value', text: long });
  });
});
