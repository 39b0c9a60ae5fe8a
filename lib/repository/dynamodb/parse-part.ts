import { epochSeconds } from '../epoch.js';
import type { ResultPart } from '../writes.js';
import { ItemReader } from './item-reader.js';
import type { Item, TableLayout } from './table-layout.js';

/** @throws IdempotencyRepositoryError naming the damaged attribute. */
export function parsePart(
  { tableName, attributes: name }: TableLayout,
  item: Item,
): Pick<ResultPart, 'bytes' | 'expiresAtSeconds'> {
  const read = new ItemReader(tableName, item);
  return {
    bytes: read.bytes(name.result),
    expiresAtSeconds: epochSeconds(read.wholeNumber(name.idempotent_expiry)),
  };
}
