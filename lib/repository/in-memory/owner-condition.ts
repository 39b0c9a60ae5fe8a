import type { IdempotencyRecord } from '../record.js';
import type { OwnerWrite } from '../writes.js';

/** What every write of an owner asks for: the record is still running under the claim that the owner holds. */
export const isHeld = (record: IdempotencyRecord | undefined, { held }: OwnerWrite): record is IdempotencyRecord =>
  record !== undefined &&
  record.owner === held.owner &&
  record.fence === held.fence &&
  record.status === 'IN_PROGRESS';
