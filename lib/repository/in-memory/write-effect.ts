import type { IdempotencyRecord } from '../record.js';

/** What a write makes of a record: the record as it then stands, or `'refused'` because its condition does not hold. */
export type WriteEffect = IdempotencyRecord | 'refused';

/** One write of the protocol as a pure function. The record given is never changed, and may be shared by the answer. */
export type WriteRule<Request> = (record: IdempotencyRecord | undefined, request: Request) => WriteEffect;
