import { randomBytes } from 'node:crypto';
import { packOutcome } from '../../lib/result/stored-outcome.js';
import { partsWriteUnits, recordWriteUnits } from '../../lib/result/write-cost.js';

/** Bytes of the attributes beside the result: of a record, of a part, and of a record that holds a manifest. */
const RECORD = 300;
const PART = 190;

const writeUnits = (bytes: number): number => Math.ceil(bytes / 1024);
/** A strong read, in write units: one read unit for 4 KB, at a fifth of the price. */
const readCost = (bytes: number): number => Math.ceil(bytes / 4096) / 5;

const sizeOf = (stored: string | Uint8Array): number =>
  typeof stored === 'string' ? Buffer.byteLength(stored) : stored.length;

/** The price of a first call (claim, parts, completion) and of a duplicate (refused claim, reading parts). */
function priceOf(text: string): { first: number; duplicate: number } {
  const packed = packOutcome({ kind: 'value', text }, { nameParts: () => '6f1f7a52-3c5e-4d77-9d0e-2f3b8c1a9e40' });
  if (packed.kind === 'too-large') throw new Error('too large');
  const record = writeUnits(RECORD + sizeOf(packed.result));
  const parts = packed.kind === 'parts' ? packed.parts.map(({ length }) => PART + length) : [];
  return {
    first: 1 + record + parts.reduce((sum, bytes) => sum + writeUnits(bytes), 0),
    duplicate: record + parts.reduce((sum, bytes) => sum + readCost(bytes), 0),
  };
}

/** Of a store that keeps the whole text in its record: one put and one update, and a refused put. */
function plainPriceOf(text: string): { first: number; duplicate: number } {
  const record = writeUnits(180 + Buffer.byteLength(text));
  return { first: 1 + record, duplicate: record };
}

function ordersOf(bytes: number): string {
  const orders: string[] = [];
  for (let length = 2; length < bytes; length += orders.at(-1)!.length + 1) {
    const id = randomBytes(8).toString('hex');
    const total = randomBytes(2).readUInt16LE() / 100;
    orders.push(JSON.stringify({ orderId: id, customer: { id: `c-${total}`, name: 'Ann Smith' }, total }));
  }
  return `[${orders.join(',')}]`;
}

const base64Of = (bytes: number): string => JSON.stringify(randomBytes(Math.floor((bytes * 3) / 4)).toString('base64'));

/** As little to save as JSON text can leave: all printable characters that need no escape, equally often. */
const noiseOf = (bytes: number): string =>
  JSON.stringify(String.fromCharCode(...[...randomBytes(bytes)].map((byte) => 35 + (byte % 92)))).replaceAll('\\', '');

describe('the price of an outcome, in write units', () => {
  it.each([100, 200, 500, 600, 700, 1_000, 1_100, 2_000, 3_000, 4_000, 5_000, 10_240, 50_000, 102_400, 350_000])(
    'of %p bytes of JSON is never above that of the bare text in the record',
    (bytes) => {
      for (const text of [ordersOf(bytes), base64Of(bytes)]) {
        expect(priceOf(text).first).toBeLessThanOrEqual(plainPriceOf(text).first);
        expect(priceOf(text).duplicate).toBeLessThanOrEqual(plainPriceOf(text).duplicate);
      }
    },
  );

  it.each<[string, (bytes: number) => string]>([
    ['records', ordersOf],
    ['base64', base64Of],
    ['noise', noiseOf],
  ])('of a duplicate with 10 KB of %s is at most a third', (_, make) => {
    const text = make(10_240);
    expect(priceOf(text).duplicate).toBeLessThanOrEqual(plainPriceOf(text).duplicate * 0.34);
  });

  it.each(Array.from({ length: 40 }, (_, i) => 2_500 + i * 100))(
    'of %p bytes of noise is never above that of the bare text in the record',
    (bytes) => {
      expect(priceOf(noiseOf(bytes)).first).toBeLessThanOrEqual(plainPriceOf(noiseOf(bytes)).first);
    },
  );

  it('of what takes up to three units is that of one request less', () => {
    const packed = packOutcome({ kind: 'value', text: ordersOf(6_000) }, { nameParts: () => 'token' });
    expect(packed).toMatchObject({ kind: 'inline', result: expect.any(Uint8Array) });
    expect(packed.kind === 'inline' && sizeOf(packed.result)).toBeGreaterThan(1_024);
  });

  it('of a small result is that of the record alone', () => {
    expect(priceOf(ordersOf(500))).toEqual({ first: 2, duplicate: 1 });
  });

  it('of 100 KB is a small part', () => {
    const text = ordersOf(102_400);
    expect(priceOf(text).first).toBeLessThan(plainPriceOf(text).first * 0.4);
    expect(priceOf(text).duplicate).toBeLessThan(plainPriceOf(text).duplicate * 0.04);
  });
});

describe('write units', () => {
  it('round each item up', () => {
    expect(recordWriteUnits(0)).toBe(1);
    expect(recordWriteUnits(640)).toBe(1);
    expect(recordWriteUnits(641)).toBe(2);
    expect(partsWriteUnits(768)).toBe(2);
    expect(partsWriteUnits(769)).toBe(3);
    expect(partsWriteUnits(390 * 1024 + 768)).toBe(1 + 391 + 1);
    expect(partsWriteUnits(390 * 1024)).toBe(1 + 391);
  });
});
