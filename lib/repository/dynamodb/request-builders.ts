import { claimBuilder } from './claim-request.js';
import { commitBuilder } from './commit-request.js';
import { commitUnclaimedBuilder } from './commit-unclaimed-request.js';
import { completeBuilder } from './complete-request.js';
import { doubtBuilder } from './doubt-request.js';
import { failBuilder } from './fail-request.js';
import { haltBuilder } from './halt-request.js';
import { renewBuilder } from './renew-request.js';
import { saveStepBuilder } from './save-step-request.js';
import { settleBuilder } from './settle-request.js';
import type { TableLayout } from './table-layout.js';

export type RequestBuilders = ReturnType<typeof requestBuilders>;

/** The pure functions that turn the protocol's writes into DynamoDB's, for one table. */
export const requestBuilders = (layout: TableLayout) => ({
  claim: claimBuilder(layout),
  complete: completeBuilder(layout),
  fail: failBuilder(layout),
  renew: renewBuilder(layout),
  saveStep: saveStepBuilder(layout),
  doubt: doubtBuilder(layout),
  halt: haltBuilder(layout),
  settle: settleBuilder(layout),
  commit: commitBuilder(layout),
  commitUnclaimed: commitUnclaimedBuilder(layout),
});
