import type { DoubtRequest } from '../writes.js';
import { IN_DOUBT, number } from './attribute-value.js';
import { HELD } from './conditions.js';
import { heldValues } from './held-values.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type UpdateRequest } from './update-builder.js';

const LEAVE_IN_DOUBT = 'SET #status = :inDoubt, #idempotent_expiry = :expiry REMOVE #in_progress_expiry';

export function doubtBuilder(layout: TableLayout): (doubt: DoubtRequest) => UpdateRequest {
  const build = updateBuilder(layout, LEAVE_IN_DOUBT, HELD);
  return ({ held, expiresAtSeconds }) =>
    build(held.id, { ':inDoubt': IN_DOUBT, ':expiry': number(expiresAtSeconds), ...heldValues(held) });
}
