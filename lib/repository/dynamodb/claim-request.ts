import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { secondsReachedBy } from '../epoch.js';
import type { ClaimRequest } from '../writes.js';
import { FAILED, NO_STEPS, number, ONE, RUNNING, text } from './attribute-value.js';
import { MAY_BEGIN_AFRESH, MAY_CONTINUE } from './conditions.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type Values } from './update-builder.js';

const BECOME_OWNER =
  '#status = :running, #owner = :owner, #fence = :fence, #fingerprint = :fingerprint, ' +
  '#in_progress_expiry = :leaseEnd, #idempotent_expiry = :expiry, #started_at = :now';

/**
 * Both forms leave a map for the steps behind, be it empty: a step can then be stored by one SET inside it, which an
 * absent map would refuse.
 */
const CONTINUE =
  `SET ${BECOME_OWNER}, #steps = if_not_exists(#steps, :noSteps) REMOVE #result, #error ` +
  'ADD #attempts :one, #open_attempts :one';

const BEGIN_AFRESH =
  `SET ${BECOME_OWNER}, #attempts = :one, #open_attempts = :one, #steps = :noSteps REMOVE #result, #error`;

export function claimBuilder(layout: TableLayout): (claim: ClaimRequest) => UpdateItemCommandInput {
  const continuing = updateBuilder(layout, CONTINUE, MAY_CONTINUE.withoutTakeover);
  const takingOver = updateBuilder(layout, CONTINUE, MAY_CONTINUE.withTakeover);
  const afresh = updateBuilder(layout, BEGIN_AFRESH, MAY_BEGIN_AFRESH);

  const update = (claim: ClaimRequest): UpdateItemCommandInput => {
    const values = valuesOf(claim);
    if (claim.form === 'continue' && !claim.takeover) {
      return continuing(claim.id, { ':failed': FAILED, ...values });
    }
    const lapsedBy = number(claim.nowMs - claim.skewMs);
    return claim.form === 'continue'
      ? takingOver(claim.id, { ':failed': FAILED, ':lapsedBy': lapsedBy, ...values })
      : afresh(claim.id, { ':lapsedBy': lapsedBy, ...values });
  };
  // Of a first claim, the cheapest answer there is: nothing.
  return (claim) => ({ ReturnValues: 'ALL_OLD', ...update(claim) });
}

/** What all forms have in common; spread last, for the reason given at `heldValues`. */
const valuesOf = (claim: ClaimRequest): Values => ({
  ':running': RUNNING,
  ':owner': text(claim.owner),
  ':fence': number(claim.fence),
  ':fingerprint': text(claim.fingerprint),
  ':leaseEnd': number(claim.leaseEndsAtMs),
  ':expiry': number(claim.expiresAtSeconds),
  ':now': number(claim.nowMs),
  ':nowSeconds': number(secondsReachedBy(claim.nowMs)),
  ':one': ONE,
  ':noSteps': NO_STEPS,
});
