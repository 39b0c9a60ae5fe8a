import { types } from 'node:util';
import type { StoredResult } from '../repository/record.js';
import { compressText, decompressText } from './compressed-form.js';
import { joinParts, readManifest, splitIntoParts, writeManifest } from './parts-form.js';
import { MAX_INLINE_BYTES, MAX_TEXT_BYTES } from './size-limits.js';
import { FORM_VERSION, readText, TEXT_HEADER_LENGTH, writeText } from './text-form.js';
import { partsWriteUnits, recordWriteUnits, units } from './write-cost.js';

/** How an execution ended, as text. Texts are those of `encodeValue` and `encodeError`. */
export type OutcomeText =
  | { readonly kind: 'value'; readonly text: string }
  | { readonly kind: 'error'; readonly text: string }
  /** By choice nothing is stored: duplicates are answered with undefined. */
  | { readonly kind: 'nothing' }
  /** Done, but the result cannot be given again; the reason is a short code. The details are not stored. */
  | { readonly kind: 'unavailable'; readonly reason: string; readonly details?: string };

/**
 * What a stored form held. Its own reasons for `'unavailable'` are `'damaged'`, `'part-missing'` and `'newer-form'`
 * (written by a later version of the library).
 */
export type UnpackedOutcome = OutcomeText;

/** An outcome in its stored form. */
export type PackedOutcome =
  /** It goes into the record as it is. */
  | { readonly kind: 'inline'; readonly result: StoredResult }
  /** The parts have to be stored first, under this `partOf` and their index; then `result` goes into the record. */
  | {
      readonly kind: 'parts';
      readonly result: StoredResult;
      readonly partOf: string;
      readonly parts: readonly Uint8Array[];
    }
  /** It cannot be stored; the size that is too large, in bytes. */
  | { readonly kind: 'too-large'; readonly bytes: number };

/** How an outcome may be packed. */
export interface PackOptions {
  /**
   * Gives the parts their name: an unguessable one, new for every call. Asked only if there are parts; without it,
   * everything has to fit into the record.
   */
  readonly nameParts?: () => string;
  /** The most bytes that may go into the record. Default: 350 KB. */
  readonly maxInlineBytes?: number;
}

/**
 * Up to this price, in write units of the whole record, a compressed outcome stays in the record, which spares the
 * first call a request. Above it, parts pay: a duplicate's refused claim is billed by the record's size, and reading
 * 10 KB elsewhere costs as little as 0.6 of a write unit.
 */
const MAX_CHEAP_UNITS = 3;

/**
 * Brings an outcome into the form in which it costs least: as readable text where that takes one write unit, otherwise
 * compressed, if that saves a unit; in the record, or in parts beside it. The first call does not cost more write units
 * than with the bare text in the record, and a duplicate of a text of 10 KB or more costs at most a third of them.
 *
 * Up to 10 MB of text can be packed; without parts, what fits into `maxInlineBytes`. Runs synchronously, at about
 * 0.1 ms for 10 KB and 12 ms for 1 MB.
 *
 * @example
 * ```ts
 * const packed = packOutcome({ kind: 'value', text: '{"total":12.5}' }, { nameParts: randomUUID });
 * // { kind: 'inline', result: 'v1:…:{"total":12.5}' }
 * ```
 */
export function packOutcome(outcome: OutcomeText, options: PackOptions = {}): PackedOutcome {
  switch (outcome.kind) {
    case 'value':
      return packText('v', outcome.text, options);
    case 'error':
      return packText('e', outcome.text, options);
    case 'nothing':
      return inline(writeText('n', ''));
    case 'unavailable':
      return inline(unavailableResult(outcome.reason));
  }
}

function packText(letter: 'v' | 'e', text: string, options: PackOptions): PackedOutcome {
  const { nameParts, maxInlineBytes = MAX_INLINE_BYTES } = options;
  const textBytes = Buffer.byteLength(text);
  if (textBytes > MAX_TEXT_BYTES) return { kind: 'too-large', bytes: textBytes };
  const plainBytes = TEXT_HEADER_LENGTH + textBytes;
  const plainUnits = recordWriteUnits(plainBytes);
  if (plainUnits === 1) return inline(writeText(letter, text));

  const compressed = compressText(letter, text, textBytes);
  const isCheaper = recordWriteUnits(compressed.length) < plainUnits;
  const inlineBytes = isCheaper ? compressed.length : plainBytes;
  if (nameParts !== undefined && isBetterInParts(compressed.length, textBytes, inlineBytes > maxInlineBytes)) {
    return packParts(nameParts(), compressed);
  }
  if (inlineBytes > maxInlineBytes) return { kind: 'too-large', bytes: inlineBytes };
  return inline(isCheaper ? compressed : writeText(letter, text));
}

function isBetterInParts(bytes: number, textBytes: number, isTooLargeInline: boolean): boolean {
  if (isTooLargeInline) return true;
  return recordWriteUnits(bytes) > MAX_CHEAP_UNITS && partsWriteUnits(bytes) <= units(textBytes);
}

function packParts(partOf: string, compressed: Uint8Array): PackedOutcome {
  const parts = splitIntoParts(compressed);
  return { kind: 'parts', result: writeManifest(partOf, parts.length, compressed), partOf, parts };
}

const inline = (result: StoredResult): PackedOutcome => ({ kind: 'inline', result });

/** The stored form of an outcome of the kind `'unavailable'`. */
export const unavailableResult = (reason: string): StoredResult => writeText('u', reason);

/**
 * Reads a stored form. Whatever it holds, this answers: a form that is damaged, or of which a part is missing or is
 * another's, is `'unavailable'`, never a wrong outcome. At most 10 MB are decompressed, and at most 28 parts read.
 *
 * @param getPart reads one part; it is called for all parts at once, and only if there are any
 * @throws what `getPart` throws: a store that cannot be reached does not make a result unavailable
 *
 * @example
 * ```ts
 * const outcome = await unpackOutcome(record.result, (partOf, index) => readPart(record.id, partOf, index));
 * ```
 */
export async function unpackOutcome(
  stored: StoredResult,
  getPart: (partOf: string, index: number) => Promise<Uint8Array | undefined>,
): Promise<UnpackedOutcome> {
  return hasParts(stored) ? unpackParts(stored, getPart) : unpackWhole(stored);
}

/** As {@link unpackOutcome}, at once; undefined when parts have to be read. */
export const unpackInline = (stored: StoredResult): UnpackedOutcome | undefined =>
  hasParts(stored) ? undefined : unpackWhole(stored);

const hasParts = (stored: StoredResult): stored is string => typeof stored === 'string' && stored.startsWith('m');

function unpackWhole(stored: StoredResult): UnpackedOutcome {
  if (typeof stored === 'string') return outcomeOf(stored[0], stored[1], readText(stored));
  return types.isUint8Array(stored) ? unpackBytes(stored) : DAMAGED;
}

function unpackBytes(stored: Uint8Array): UnpackedOutcome {
  const [letter = 0, version = 0] = stored;
  return outcomeOf(String.fromCharCode(letter), String.fromCharCode(version), decompressText(stored));
}

async function unpackParts(
  stored: string,
  getPart: (partOf: string, index: number) => Promise<Uint8Array | undefined>,
): Promise<UnpackedOutcome> {
  const manifest = readManifest(stored);
  if (stored[1] !== FORM_VERSION || manifest === undefined) return unreadable(stored[1]);
  const indexes = Array.from({ length: manifest.parts }, (_, index) => index);
  const parts = await Promise.all(indexes.map((index) => getPart(manifest.partOf, index)));
  const found = parts.filter((part) => part !== undefined);
  if (found.length < parts.length) return PART_MISSING;
  const compressed = found.every(types.isUint8Array) ? joinParts(manifest, found) : undefined;
  return compressed === undefined ? DAMAGED : unpackBytes(compressed);
}

function outcomeOf(
  letter: string | undefined,
  version: string | undefined,
  text: string | undefined,
): UnpackedOutcome {
  if (version !== FORM_VERSION || text === undefined) return unreadable(version);
  switch (letter) {
    case 'v':
      return { kind: 'value', text };
    case 'e':
      return { kind: 'error', text };
    case 'n':
      return { kind: 'nothing' };
    case 'u':
      return { kind: 'unavailable', reason: text };
    default:
      return DAMAGED;
  }
}

const unavailable = (reason: string): UnpackedOutcome => Object.freeze({ kind: 'unavailable', reason });

const DAMAGED = unavailable('damaged');
const PART_MISSING = unavailable('part-missing');
const NEWER_FORM = unavailable('newer-form');

const unreadable = (version = ''): UnpackedOutcome => (version > FORM_VERSION && version <= '9' ? NEWER_FORM : DAMAGED);
