import { PART_BYTES } from './size-limits.js';

/** DynamoDB bills a write by the item's size, in units of 1 KB; a refused write too. */
const WRITE_UNIT_BYTES = 1024;

/** A record's other attributes and all attribute names: about 300 bytes, and some for a longer operation name. */
const RECORD_BYTES = 384;

/** A part's key, expiry and attribute names: about 190 bytes, and some for a longer operation name. */
const PART_ITEM_BYTES = 256;

/** The write units of completing a record, or of refusing its duplicate, with an outcome of this size inside. */
export const recordWriteUnits = (outcomeBytes: number): number => units(RECORD_BYTES + outcomeBytes);

/** The write units of an outcome of this size in parts, with those of completing the record, which only names them. */
export function partsWriteUnits(outcomeBytes: number): number {
  const fullParts = Math.ceil(outcomeBytes / PART_BYTES) - 1;
  const lastUnits = units(PART_ITEM_BYTES + outcomeBytes - fullParts * PART_BYTES);
  return recordWriteUnits(0) + fullParts * units(PART_ITEM_BYTES + PART_BYTES) + lastUnits;
}

/** The write units that these bytes take at least, in whatever item. */
export const units = (bytes: number): number => Math.ceil(bytes / WRITE_UNIT_BYTES);
