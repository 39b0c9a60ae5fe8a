import { randomBytes } from 'node:crypto';
import zlib, { brotliCompressSync } from 'node:zlib';
import { bytesChecksum } from '../../lib/result/checksum.js';
import { COMPRESSED_HEADER_BYTES } from '../../lib/result/compressed-form.js';
import { decodeValue } from '../../lib/result/decode-value.js';
import { encodeValue } from '../../lib/result/encode-value.js';
import {
  packOutcome,
  unpackInline,
  unpackOutcome,
  type OutcomeText,
  type PackedOutcome,
} from '../../lib/result/stored-outcome.js';
import { writeText } from '../../lib/result/text-form.js';
import { recordWriteUnits } from '../../lib/result/write-cost.js';

const IN_PARTS = { nameParts: () => 'token' };

const noParts = (): Promise<undefined> => Promise.reject(new Error('no part was to be read'));

const partsOf = (packed: PackedOutcome): readonly Uint8Array[] => {
  if (packed.kind !== 'parts') throw new Error(packed.kind);
  return packed.parts;
};

const resultOf = (packed: PackedOutcome): string | Uint8Array => {
  if (packed.kind === 'too-large') throw new Error(packed.kind);
  return packed.result;
};

const readFrom =
  (parts: readonly (Uint8Array | undefined)[]) =>
  (_: string, index: number): Promise<Uint8Array | undefined> =>
    Promise.resolve(parts[index]);

const replayOf = (packed: PackedOutcome): Promise<OutcomeText> =>
  unpackOutcome(resultOf(packed), packed.kind === 'parts' ? readFrom(packed.parts) : noParts);

const repetitive = (bytes: number): string => JSON.stringify('abcdefghij'.repeat(bytes / 10));
const base64 = (bytes: number): string => JSON.stringify(randomBytes((bytes * 3) / 4).toString('base64'));

describe('packOutcome', () => {
  it.each<[string, OutcomeText]>([
    ['a value', { kind: 'value', text: '{"total":12.5}' }],
    ['an empty text', { kind: 'value', text: '' }],
    ['any characters', { kind: 'value', text: '"aé€😀\u2028"' }],
    ['an error', { kind: 'error', text: '{"error":{"name":"Declined"}}' }],
    ['nothing', { kind: 'nothing' }],
    ['a reason', { kind: 'unavailable', reason: 'not-storable' }],
    ['a compressed value', { kind: 'value', text: repetitive(5_000) }],
    ['a compressed error', { kind: 'error', text: repetitive(5_000) }],
    ['a compressed text of any characters', { kind: 'value', text: JSON.stringify('aé€😀\u2028'.repeat(500)) }],
    ['a value in one part', { kind: 'value', text: base64(20_000) }],
    ['an error in one part', { kind: 'error', text: base64(20_000) }],
    ['a value in several parts', { kind: 'value', text: base64(1_000_000) }],
  ])('keeps %s', async (_, outcome) => {
    const packed = packOutcome(outcome, IN_PARTS);
    expect(await replayOf(packed)).toStrictEqual(outcome);
    if (packed.kind === 'inline') expect(unpackInline(packed.result)).toStrictEqual(outcome);
    else expect(unpackInline(resultOf(packed))).toBeUndefined();
  });

  it('keeps small texts readable', () => {
    expect(packOutcome({ kind: 'value', text: '{"total":12.5}' })).toEqual({
      kind: 'inline',
      result: expect.stringMatching(/^v1:[0-9a-f]{8}:\{"total":12\.5\}$/),
    });
  });

  it('spares a text of one write unit the attempt to compress it', () => {
    const compress = jest.spyOn(zlib, 'brotliCompressSync');
    try {
      packOutcome({ kind: 'value', text: repetitive(600) }, IN_PARTS);
      expect(compress).not.toHaveBeenCalled();
      packOutcome({ kind: 'value', text: repetitive(700) }, IN_PARTS);
      expect(compress).toHaveBeenCalledTimes(1);
    } finally {
      compress.mockRestore();
    }
  });

  it('compresses when that saves a write unit, and only then', () => {
    expect(resultOf(packOutcome({ kind: 'value', text: repetitive(600) }))).toEqual(expect.any(String));
    expect(resultOf(packOutcome({ kind: 'value', text: repetitive(700) }))).toBeInstanceOf(Uint8Array);
    expect(resultOf(packOutcome({ kind: 'value', text: base64(1_200) }))).toEqual(expect.any(String));
  });

  it('compresses at the quality that takes a tenth of a millisecond for 10 KB', () => {
    const text = JSON.stringify(Array.from({ length: 300 }, (_, n) => ({ id: `order-${n * 7919}`, total: n * 13 })));
    const sizeAt = (quality: number): number =>
      brotliCompressSync(text, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: quality } }).length;
    const size = resultOf(packOutcome({ kind: 'value', text })).length - COMPRESSED_HEADER_BYTES;
    expect(size).toBe(sizeAt(5));
    expect([4, 6, 11].map(sizeAt)).not.toContain(size);
  });

  it('splits what is dear to keep in the record, if there is a name for the parts', () => {
    const text = base64(20_000);
    const packed = packOutcome({ kind: 'value', text }, IN_PARTS);
    expect(packed).toMatchObject({ kind: 'parts', partOf: 'token', result: expect.stringMatching(/^m1:.*"token"/) });
    expect(partsOf(packed)).toHaveLength(1);
    expect(packOutcome({ kind: 'value', text })).toMatchObject({ kind: 'inline', result: expect.any(Uint8Array) });
  });

  it('splits what takes more than three write units compressed, and no less', () => {
    const ofUnits = (noise: number): PackedOutcome =>
      packOutcome({ kind: 'value', text: base64(noise) + ' '.repeat(10_000) }, IN_PARTS);
    const [three, four] = [ofUnits(3_000), ofUnits(4_000)];
    expect(three.kind).toBe('inline');
    expect(recordWriteUnits(resultOf(three).length)).toBe(3);
    expect(four.kind).toBe('parts');
    expect(recordWriteUnits(partsOf(four)[0]!.length)).toBe(4);
  });

  it('makes no part greater than an item may be', () => {
    const parts = partsOf(packOutcome({ kind: 'value', text: base64(2_000_000) }, IN_PARTS));
    expect(parts.length).toBeGreaterThan(3);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(390 * 1024);
  });

  it('keeps the record below the limit of an item', () => {
    const packed = packOutcome({ kind: 'value', text: base64(460_000) });
    expect(resultOf(packed).length).toBeLessThanOrEqual(350 * 1024);
    const larger = packOutcome({ kind: 'value', text: base64(500_000) });
    expect(larger).toEqual({ kind: 'too-large', bytes: expect.any(Number) });
    expect(larger.kind === 'too-large' && larger.bytes).toBeGreaterThan(350 * 1024);
  });

  it('takes another limit for the record', () => {
    const text = base64(2_000);
    expect(packOutcome({ kind: 'value', text }, { maxInlineBytes: 1_000 }).kind).toBe('too-large');
    expect(packOutcome({ kind: 'value', text }, { maxInlineBytes: 1_000, ...IN_PARTS }).kind).toBe('parts');
  });

  it('uses that limit up to its last byte', () => {
    const outcome: OutcomeText = { kind: 'value', text: base64(2_000) };
    const bytes = resultOf(packOutcome(outcome)).length;
    expect(packOutcome(outcome, { maxInlineBytes: bytes }).kind).toBe('inline');
    expect(packOutcome(outcome, { maxInlineBytes: bytes, ...IN_PARTS }).kind).toBe('inline');
    expect(packOutcome(outcome, { maxInlineBytes: bytes - 1 })).toEqual({ kind: 'too-large', bytes });
    expect(packOutcome(outcome, { maxInlineBytes: bytes - 1, ...IN_PARTS }).kind).toBe('parts');
  });

  it('keeps 10 MB, and refuses more', () => {
    const limit = 10 * 1024 * 1024;
    const text = 'x'.repeat(limit);
    const outcome = unpackInline(resultOf(packOutcome({ kind: 'value', text })));
    expect(outcome?.kind === 'value' && outcome.text === text).toBe(true);
    expect(packOutcome({ kind: 'value', text: `${text}x` }, IN_PARTS)).toEqual({
      kind: 'too-large',
      bytes: limit + 1,
    });
    expect(packOutcome({ kind: 'value', text: '€'.repeat(limit / 2) }, IN_PARTS).kind).toBe('too-large');
  });
});

describe('results as large as a Lambda function may answer', () => {
  it.each<[string, () => unknown]>([
    ['1 MB of records', () => Array.from({ length: 20_000 }, (_, id) => ({ id, name: `name ${id}`, at: id / 7 }))],
    ['1 MB of bytes', () => randomBytes(1_000_000)],
    ['6 MB of bytes', () => randomBytes(6 * 1024 * 1024)],
    ['6 MB of text', () => 'lorem ipsum '.repeat(524_288)],
  ])('come back equal: %s', async (_, make) => {
    const value = make();
    const encoding = encodeValue(value);
    if (!encoding.storable) throw new Error(encoding.reason);
    const packed = packOutcome({ kind: 'value', text: encoding.text }, IN_PARTS);
    const outcome = await replayOf(packed);
    if (outcome.kind !== 'value') throw new Error(outcome.kind);
    expect(outcome.text === encoding.text).toBe(true);
    const replay = decodeValue(outcome.text);
    if (Buffer.isBuffer(value)) expect(value.equals(replay as Buffer)).toBe(true);
    else expect(replay).toEqual(value);
  });
});

describe('unpackOutcome', () => {
  const twoParts = packOutcome({ kind: 'value', text: base64(600_000) }, IN_PARTS);
  const manifest = resultOf(twoParts);
  const [first, second] = partsOf(twoParts) as [Uint8Array, Uint8Array];
  const damaged = { kind: 'unavailable', reason: 'damaged' };
  const unpack = (parts: readonly (Uint8Array | undefined)[]): Promise<OutcomeText> =>
    unpackOutcome(manifest, readFrom(parts));

  it('reads the parts that the manifest names', async () => {
    const read: [string, number][] = [];
    await unpackOutcome(manifest, (partOf, index) => {
      read.push([partOf, index]);
      return readFrom([first, second])(partOf, index);
    });
    expect(read).toEqual([
      ['token', 0],
      ['token', 1],
    ]);
  });

  it.each<[string, (Uint8Array | undefined)[]]>([
    ['the first', [undefined, second]],
    ['the last', [first, undefined]],
    ['all', []],
  ])('answers that a part is missing: %s', async (_, parts) => {
    expect(await unpack(parts)).toEqual({ kind: 'unavailable', reason: 'part-missing' });
  });

  const others = partsOf(packOutcome({ kind: 'value', text: base64(600_000) }, { nameParts: () => 'other' }));

  it.each<[string, (Uint8Array | undefined)[]]>([
    ['swapped', [second, first]],
    ['twice the same', [first, first]],
    ['cut', [first, second.subarray(1)]],
    ['longer', [first, Buffer.concat([second, Buffer.from([0])])]],
    ['another outcome’s', [others[0], others[1]]],
    ['partly another outcome’s', [first, others[1]]],
    ['empty', [new Uint8Array(), new Uint8Array()]],
    ['no bytes', ['text' as never, { length: 5 } as never]],
    ['texts of the right length', [first, 'x'.repeat(second.length) as never]],
  ])('answers that it is damaged when parts are %s', async (_, parts) => {
    expect(await unpack(parts)).toEqual(damaged);
  });

  it('does not take the whole part of another outcome of the same size', async () => {
    const packed = Array.from({ length: 200 }, () =>
      packOutcome({ kind: 'value', text: base64(2_000) }, { ...IN_PARTS, maxInlineBytes: 100 }),
    );
    const ofSize = (bytes: number): PackedOutcome[] => packed.filter((one) => partsOf(one)[0]!.length === bytes);
    const [one, other] = packed.map((any) => ofSize(partsOf(any)[0]!.length)).find(({ length }) => length > 1)!;
    expect((await replayOf(one!)).kind).toBe('value');
    expect(await unpackOutcome(resultOf(one!), readFrom(partsOf(other!)))).toEqual(damaged);
  });

  it('lets an error of the store through', async () => {
    const failure = new Error('throttled');
    await expect(unpackOutcome(manifest, () => Promise.reject(failure))).rejects.toBe(failure);
  });

  it.each<[string, unknown]>([
    ['an empty text', ''],
    ['a header only', 'v1:'],
    ['no header', '{"total":12.5}'],
    ['an unknown letter', writeText('x' as never, 'text')],
    ['no checksum', 'v1:zzzzzzzz:{}'],
    ['a manifest that is no JSON', writeText('m', '{')],
    ['a manifest of null', writeText('m', 'null')],
    ['a manifest without members', writeText('m', '{}')],
    ['a manifest of no parts', writeText('m', '{"partOf":"t","parts":0,"bytes":20,"checksum":1}')],
    ['a manifest of endless parts', writeText('m', '{"partOf":"t","parts":1e9,"bytes":20,"checksum":1}')],
    ['a manifest of half a part', writeText('m', '{"partOf":"t","parts":1.5,"bytes":20,"checksum":1}')],
    ['a manifest without bytes', writeText('m', '{"partOf":"t","parts":1,"bytes":1,"checksum":1}')],
    ['a manifest without name', writeText('m', '{"parts":1,"bytes":20,"checksum":1}')],
    ['a manifest without checksum', writeText('m', '{"partOf":"t","parts":1,"bytes":20}')],
    ['no bytes', new Uint8Array()],
    ['few bytes', Uint8Array.from([118, 49, 0])],
    ['a number', 17],
    ['null', null],
    ['undefined', undefined],
    ['an object', { result: 'v1' }],
    ['an array', ['v', '1']],
    ['another view', new Uint16Array(20)],
  ])('answers that it is damaged: %s', async (_, stored) => {
    expect(await unpackOutcome(stored as string, noParts)).toEqual(damaged);
  });

  it('tells a later form from a damaged one', async () => {
    const newer = { kind: 'unavailable', reason: 'newer-form' };
    expect(await unpackOutcome('v2:whatever', noParts)).toEqual(newer);
    expect(await unpackOutcome((manifest as string).replace('m1', 'm2'), readFrom([first, second]))).toEqual(newer);
    expect(await unpackOutcome(Buffer.from('v2 whatever'), noParts)).toEqual(newer);
    expect(await unpackOutcome('v9:whatever', noParts)).toEqual(newer);
    expect(await unpackOutcome('v::whatever', noParts)).toEqual(damaged);
    expect(await unpackOutcome('va:whatever', noParts)).toEqual(damaged);
  });
});

describe('a stored form that decompresses to more than it should', () => {
  const bomb = (textBytes: number, body: Uint8Array): Uint8Array => {
    const stored = Buffer.concat([Buffer.from('v1'), Buffer.alloc(8), body]);
    stored.writeUInt32LE(textBytes, 6);
    stored.writeUInt32LE(bytesChecksum('v'.charCodeAt(0), stored, 6), 2);
    return stored;
  };
  const fiftyMegabytes = brotliCompressSync(Buffer.alloc(50 * 1024 * 1024));

  it.each([
    ['its length', 1_000],
    ['any text', 10 * 1024 * 1024],
    ['any text, and says so', 50 * 1024 * 1024],
    ['nothing', 0],
  ])('is unavailable, within bounded memory: %s', (_, textBytes) => {
    const before = process.memoryUsage().arrayBuffers;
    expect(unpackInline(bomb(textBytes, fiftyMegabytes))).toEqual({ kind: 'unavailable', reason: 'damaged' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(25 * 1024 * 1024);
  });

  it('or to less', () => {
    expect(unpackInline(bomb(1_000, brotliCompressSync('x'.repeat(999))))).toEqual({
      kind: 'unavailable',
      reason: 'damaged',
    });
  });

  it.each([1, 20, 1_000])('but not where it decompresses to just that: %p bytes', (textBytes) => {
    const text = 'x'.repeat(textBytes);
    expect(unpackInline(bomb(textBytes, brotliCompressSync(text)))).toEqual({ kind: 'value', text });
  });
});
