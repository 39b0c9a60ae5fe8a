import type { RenewRequest } from '../writes.js';
import { number } from './attribute-value.js';
import { HELD_AND_NOT_SHORTENED } from './conditions.js';
import { heldValues } from './held-values.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type UpdateRequest } from './update-builder.js';

const PROLONG = 'SET #in_progress_expiry = :leaseEnd, #idempotent_expiry = :expiry';

export function renewBuilder(layout: TableLayout): (renewal: RenewRequest) => UpdateRequest {
  const build = updateBuilder(layout, PROLONG, HELD_AND_NOT_SHORTENED);
  return ({ held, leaseEndsAtMs, expiresAtSeconds }) =>
    build(held.id, {
      ':leaseEnd': number(leaseEndsAtMs),
      ':expiry': number(expiresAtSeconds),
      ...heldValues(held),
    });
}
