import { COMPRESSED_HEADER_BYTES, storedChecksum } from './compressed-form.js';
import { MAX_PARTS, PART_BYTES } from './size-limits.js';
import { readText, writeText } from './text-form.js';

/** Names the parts of a compressed form, and tells whether they are whole and the right ones. */
export interface Manifest {
  readonly partOf: string;
  readonly parts: number;
  readonly bytes: number;
  readonly checksum: number;
}

/** Splits a compressed form into parts of at most {@link PART_BYTES}; they share its memory. */
export function splitIntoParts(compressed: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let start = 0; start < compressed.length; start += PART_BYTES) {
    parts.push(compressed.subarray(start, start + PART_BYTES));
  }
  return parts;
}

/** The stored form of the manifest: `m1:07c2d5e4:{"partOf":…,"parts":2,"bytes":500000,"checksum":…}`. */
export function writeManifest(partOf: string, parts: number, compressed: Uint8Array): string {
  const manifest: Manifest = { partOf, parts, bytes: compressed.length, checksum: storedChecksum(compressed) };
  return writeText('m', JSON.stringify(manifest));
}

/** The manifest of a stored form whose letter and version were read already; undefined: damaged. */
export function readManifest(stored: string): Manifest | undefined {
  const text = readText(stored);
  if (text === undefined) return undefined;
  try {
    const manifest: unknown = JSON.parse(text);
    return isManifest(manifest) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  // Only the types of the members are unknown, and each is looked at here. What is no object has none of them.
  const { partOf, parts, bytes, checksum } = Object(value) as Record<keyof Manifest, unknown>;
  return (
    typeof partOf === 'string' &&
    isCount(parts) &&
    parts <= MAX_PARTS &&
    isCount(bytes) &&
    bytes >= COMPRESSED_HEADER_BYTES &&
    typeof checksum === 'number'
  );
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/** Puts the parts together again; undefined: they are not the ones that the manifest names. */
export function joinParts(manifest: Manifest, parts: readonly Uint8Array[]): Uint8Array | undefined {
  const bytes = parts.reduce((sum, part) => sum + part.length, 0);
  if (bytes !== manifest.bytes) return undefined;
  const compressed = Buffer.concat(parts, bytes);
  return storedChecksum(compressed) === manifest.checksum ? compressed : undefined;
}
