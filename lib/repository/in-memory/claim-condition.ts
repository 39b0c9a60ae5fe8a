import { isExpired, isLapsed } from '../record-state.js';
import type { IdempotencyRecord } from '../record.js';
import type { ClaimRequest } from '../writes.js';

/** What the condition of a claim looks at, whichever request carries it. */
export type Claimant = Pick<ClaimRequest, 'owner' | 'fence' | 'fingerprint' | 'nowMs' | 'skewMs' | 'takeover'>;

/** A claim of form `'continue'`: an unexpired record for the same content whose execution failed or vanished. */
export const mayContinue = (record: IdempotencyRecord, claimant: Claimant): boolean =>
  isNewTo(record, claimant) &&
  !isExpired(record, claimant.nowMs) &&
  record.fingerprint === claimant.fingerprint &&
  (record.status === 'FAILED' || (claimant.takeover && isLapsed(record, claimant.nowMs, claimant.skewMs)));

/** A claim of form `'afresh'`: an expired record that is not running. */
export const mayBeginAfresh = (record: IdempotencyRecord, claimant: Claimant): boolean =>
  isNewTo(record, claimant) &&
  isExpired(record, claimant.nowMs) &&
  (record.status !== 'IN_PROGRESS' || isLapsed(record, claimant.nowMs, claimant.skewMs));

/** Stops a late copy of a claim from taking effect once its call, or a later one, has moved on. */
const isNewTo = (record: IdempotencyRecord, { owner, fence }: Claimant): boolean =>
  record.owner !== owner && record.fence < fence;
