import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { OutcomeText } from '../result/stored-outcome.js';
import type { Call } from './call.js';
import { replayOutcome, replayRecord } from './replay.js';

/** What an execution leaves for the duplicates that joined it: what they would have found in the record. */
export type SharedOutcome =
  | { readonly from: 'execution'; readonly outcome: OutcomeText; readonly startedAtMs: EpochMs }
  | { readonly from: 'record'; readonly record: IdempotencyRecord };

/** The answer, or a promise of it. */
export const replayShared = (call: Call, shared: SharedOutcome): unknown =>
  shared.from === 'record'
    ? replayRecord(call, shared.record)
    : replayOutcome(call, shared.outcome, shared.startedAtMs);
