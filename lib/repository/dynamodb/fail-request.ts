import type { FailRequest } from '../writes.js';
import { FAILED, number, text } from './attribute-value.js';
import { HELD } from './conditions.js';
import { heldValues } from './held-values.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type UpdateRequest } from './update-builder.js';

const RELEASE =
  'SET #status = :failed, #error = :error, #idempotent_expiry = :expiry REMOVE #in_progress_expiry, #open_attempts';

export function failBuilder(layout: TableLayout): (failure: FailRequest) => UpdateRequest {
  const build = updateBuilder(layout, RELEASE, HELD);
  return ({ held, error, expiresAtSeconds }) =>
    build(held.id, {
      ':failed': FAILED,
      ':error': text(error),
      ':expiry': number(expiresAtSeconds),
      ...heldValues(held),
    });
}
