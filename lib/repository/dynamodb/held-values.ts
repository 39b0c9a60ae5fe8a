import type { IdempotencyRecord } from '../record.js';
import { number, RUNNING, text } from './attribute-value.js';
import type { Values } from './update-builder.js';

/** What the condition {@link HELD} compares with. */
export const heldValues = (held: IdempotencyRecord): Values => ({
  ':owner': text(held.owner),
  ':fence': number(held.fence),
  ':running': RUNNING,
});
