import type { SaveStepRequest } from '../writes.js';
import { HELD } from './conditions.js';
import { heldValues } from './held-values.js';
import { stepMember, stepValue } from './stored-step.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type UpdateRequest } from './update-builder.js';

/** Every claim has left a map at `#steps`, so that this needs neither a look at it nor a second form. */
const KEEP = 'SET #steps.#step = :step';

export function saveStepBuilder(layout: TableLayout): (step: SaveStepRequest) => UpdateRequest {
  const build = updateBuilder(layout, KEEP, HELD);
  return ({ held, name, result, stepExpiresAtSeconds }) => {
    const update = build(held.id, {
      ':step': stepValue({ result, expiresAtSeconds: stepExpiresAtSeconds }),
      ...heldValues(held),
    });
    return { ...update, ExpressionAttributeNames: { '#step': stepMember(name), ...update.ExpressionAttributeNames } };
  };
}
