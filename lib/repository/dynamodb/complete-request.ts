import type { CompleteRequest } from '../writes.js';
import { COMPLETE, number, stored } from './attribute-value.js';
import { HELD } from './conditions.js';
import { heldValues } from './held-values.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type UpdateRequest } from './update-builder.js';

const FINISH =
  'SET #status = :complete, #result = :result, #idempotent_expiry = :expiry ' +
  'REMOVE #in_progress_expiry, #steps, #error, #open_attempts';

export function completeBuilder(layout: TableLayout): (completion: CompleteRequest) => UpdateRequest {
  const build = updateBuilder(layout, FINISH, HELD);
  return ({ held, result, expiresAtSeconds }) =>
    build(held.id, {
      ':complete': COMPLETE,
      ':result': stored(result),
      ':expiry': number(expiresAtSeconds),
      ...heldValues(held),
    });
}
