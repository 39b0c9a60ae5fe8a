import { readManifest, splitIntoParts, type Manifest } from '../../lib/result/parts-form.js';
import { PART_BYTES } from '../../lib/result/size-limits.js';
import { writeText } from '../../lib/result/text-form.js';

describe('splitIntoParts', () => {
  it.each([
    [1, [1]],
    [PART_BYTES, [PART_BYTES]],
    [PART_BYTES + 1, [PART_BYTES, 1]],
    [2 * PART_BYTES, [PART_BYTES, PART_BYTES]],
  ])('makes no part greater than allowed, and none empty: %p bytes', (bytes, expected) => {
    const compressed = new Uint8Array(bytes).map((_, i) => i % 251);
    const parts = splitIntoParts(compressed);
    expect(parts.map(({ length }) => length)).toEqual(expected);
    expect(Buffer.concat(parts).equals(compressed)).toBe(true);
  });
});

describe('readManifest', () => {
  const manifest: Manifest = { partOf: 'token', parts: 1, bytes: 20, checksum: 7 };
  const read = (value: unknown): Manifest | undefined => readManifest(writeText('m', JSON.stringify(value)));

  it.each<[string, Partial<Manifest>]>([
    ['one part', {}],
    ['the most parts', { parts: 28 }],
    ['the fewest bytes', { bytes: 10 }],
    ['a checksum of 0', { checksum: 0 }],
  ])('takes %s', (_, change) => {
    expect(read({ ...manifest, ...change })).toEqual({ ...manifest, ...change });
  });

  it.each<[string, unknown]>([
    ['more parts', { ...manifest, parts: 29 }],
    ['no parts', { ...manifest, parts: 0 }],
    ['less than no parts', { ...manifest, parts: -1 }],
    ['parts that are no number', { ...manifest, parts: '1' }],
    ['bytes without a header', { ...manifest, bytes: 9 }],
    ['half a byte', { ...manifest, bytes: 20.5 }],
    ['a name that is no text', { ...manifest, partOf: 1 }],
    ['a checksum that is no number', { ...manifest, checksum: '7' }],
    ['null', null],
    ['a text', 'token'],
    ['a number', 1],
    ['a list', [manifest]],
  ])('does not take %s', (_, value) => {
    expect(read(value)).toBeUndefined();
  });

  it('does not take a text that was changed', () => {
    const stored = writeText('m', JSON.stringify(manifest));
    expect(readManifest(stored.replace('"parts":1', '"parts":2'))).toBeUndefined();
  });
});
