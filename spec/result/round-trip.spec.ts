import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { decodeValue } from '../../lib/result/decode-value.js';
import { encodeValue } from '../../lib/result/encode-value.js';
import { packOutcome, unpackInline } from '../../lib/result/stored-outcome.js';

const anyValue = fc.anything({
  key: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', 'toString', '0', 'length')),
  values: [
    fc.string({ unit: 'binary' }),
    fc.constantFrom('\ud800', '*', 'u'),
    fc.boolean(),
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, undefined, -0, NaN),
    fc.bigInt(),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array(),
    fc.float64Array(),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  ],
  maxDepth: 4,
  withMap: true,
  withSet: true,
  withNullPrototype: true,
  withSparseArray: true,
});

function textOf(value: unknown): string {
  const encoding = encodeValue(value);
  if (!encoding.storable) throw new Error(`${encoding.path}: ${encoding.reason}`);
  return encoding.text;
}

/** Jest's own comparison is led astray by members named `constructor`. */
const expectEqual = (actual: unknown, expected: unknown): void => {
  expect([isDeepStrictEqual(actual, expected), actual]).toEqual([true, actual]);
};

/** Objects by the order of their first appearance: equal lists of two values mean that references are equal too. */
function referencesOf(value: unknown): number[] {
  const seen = new Map<unknown, number>();
  const found: number[] = [];
  const visit = (entry: unknown): void => {
    if (typeof entry !== 'object' || entry === null) return;
    const known = seen.get(entry);
    found.push(known ?? seen.size);
    if (known !== undefined) return;
    seen.set(entry, seen.size);
    if (entry instanceof Map) for (const [key, item] of entry) [key, item].forEach(visit);
    else if (entry instanceof Set) entry.forEach(visit);
    else if (!ArrayBuffer.isView(entry)) Object.values(entry).forEach(visit);
  };
  visit(value);
  return found;
}

describe('any storable value', () => {
  it('comes back equal', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expectEqual(decodeValue(textOf(value)), value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('comes back equal when it is JSON, and is stored as such', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        const value: unknown = JSON.parse(json);
        const text = textOf(value);
        // The only JSON that is not kept as it is.
        if (!json.includes('-0')) expect(text).toBe(JSON.stringify(value));
        expectEqual(decodeValue(text), value);
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps its references', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (first, second) => {
        const value = [first, second, { again: first }, new Map([[second, first]])];
        expect(referencesOf(decodeValue(textOf(value)))).toEqual(referencesOf(value));
      }),
      { numRuns: 300 },
    );
  });

  it('has a well-formed text, which survives being stored', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = textOf(value);
        expect(Buffer.from(text).toString()).toBe(text);
        const packed = packOutcome({ kind: 'value', text });
        if (packed.kind !== 'inline') throw new Error(packed.kind);
        expect(unpackInline(packed.result)).toEqual({ kind: 'value', text });
      }),
      { numRuns: 300 },
    );
  });
});

describe('any value at all', () => {
  it('is answered without throwing', () => {
    const odd = fc.constantFrom(() => 1, Symbol('s'), /r/, new Error('e'), new Proxy({}, {}), class {});
    fc.assert(
      fc.property(fc.array(fc.oneof(anyValue, odd)), (value) => {
        const encoding = encodeValue(value);
        if (encoding.storable) expectEqual(decodeValue(encoding.text), value);
        else expect(encoding.path).toMatch(/^\$\[\d+\]/);
      }),
      { numRuns: 500 },
    );
  });
});
