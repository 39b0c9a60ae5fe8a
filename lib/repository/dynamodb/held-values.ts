import type { IdempotencyRecord } from '../record.js';
import { number, RUNNING, text } from './attribute-value.js';
import type { Values } from './update-builder.js';

/**
 * What the condition `HELD` compares with. To be spread behind a write's own values: in front of them it costs twenty
 * times as much.
 */
export const heldValues = (held: IdempotencyRecord): Values => ({
  ':owner': text(held.owner),
  ':fence': number(held.fence),
  ':running': RUNNING,
});
