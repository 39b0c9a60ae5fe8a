import type { SettleRequest } from '../writes.js';
import { COMPLETE, FAILED, IN_DOUBT, number, stored, text } from './attribute-value.js';
import { IN_DOUBT_AS_SEEN } from './conditions.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type UpdateRequest } from './update-builder.js';

const PASS_ON = '#owner = :owner, #fence = :fence, #idempotent_expiry = :expiry';
const AS_DONE = `SET #status = :complete, #result = :result, ${PASS_ON} REMOVE #steps, #error, #open_attempts`;
const AS_NOT_DONE = `SET #status = :failed, ${PASS_ON} REMOVE #open_attempts`;

export function settleBuilder(layout: TableLayout): (settlement: SettleRequest) => UpdateRequest {
  const done = updateBuilder(layout, AS_DONE, IN_DOUBT_AS_SEEN);
  const notDone = updateBuilder(layout, AS_NOT_DONE, IN_DOUBT_AS_SEEN);

  return ({ id, seenFence, owner, fence, expiresAtSeconds, result }) => {
    const values = {
      ':inDoubt': IN_DOUBT,
      ':seenFence': number(seenFence),
      ':owner': text(owner),
      ':fence': number(fence),
      ':expiry': number(expiresAtSeconds),
    };
    return result === undefined
      ? notDone(id, { ':failed': FAILED, ...values })
      : done(id, { ':complete': COMPLETE, ':result': stored(result), ...values });
  };
}
