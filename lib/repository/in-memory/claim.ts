import { claimedRecord } from '../claimed-record.js';
import type { IdempotencyRecord } from '../record.js';
import type { ClaimRequest } from '../writes.js';
import { mayBeginAfresh, mayContinue } from './claim-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link ClaimRequest} as a pure function. */
export function applyClaim(record: IdempotencyRecord | undefined, request: ClaimRequest): WriteEffect {
  const holds = request.form === 'continue' ? mayContinue : mayBeginAfresh;
  return record !== undefined && !holds(record, request) ? 'refused' : claimedRecord(record, request);
}
