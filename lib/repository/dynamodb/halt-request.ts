import type { HaltRequest } from '../writes.js';
import { IN_DOUBT, number } from './attribute-value.js';
import { SEEN_AND_LAPSED } from './conditions.js';
import { heldValues } from './held-values.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type UpdateRequest } from './update-builder.js';

const MARK_IN_DOUBT = 'SET #status = :inDoubt REMOVE #in_progress_expiry';

export function haltBuilder(layout: TableLayout): (halt: HaltRequest) => UpdateRequest {
  const build = updateBuilder(layout, MARK_IN_DOUBT, SEEN_AND_LAPSED);
  return ({ id, seen, nowMs, skewMs }) =>
    build(id, { ':inDoubt': IN_DOUBT, ':lapsedBy': number(nowMs - skewMs), ...heldValues(seen) });
}
