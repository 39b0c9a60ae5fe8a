import { atMostOnceUnderHalt } from './at-most-once-under-halt.js';
import { everyCallEnds } from './every-call-ends.js';
import { informedDecisions } from './informed-decisions.js';
import { keptSteps, nothingStale } from './kept-steps.js';
import { noSecondEffect } from './no-second-effect.js';
import { notAgainstItself } from './not-against-itself.js';
import { oneAnswer } from './one-answer.js';
import { oneExecutionAtATime } from './one-execution-at-a-time.js';
import { onlyTheOwnerChanges, onlyUnderItsOwnFence } from './only-the-owner-changes.js';
import { ownError } from './own-error.js';
import { ownKey } from './own-key.js';
import type { Property } from './property.js';
import { risingFence } from './rising-fence.js';
import { sameContent } from './same-content.js';
import { stagedWritesOnce } from './staged-writes-once.js';
import { startAsOwner, startUnderLease } from './start-under-lease.js';
import { tableOfAnswers } from './table-of-answers.js';

export const ALL_PROPERTIES: readonly Property[] = [
  oneExecutionAtATime,
  onlyTheOwnerChanges,
  onlyUnderItsOwnFence,
  oneAnswer,
  everyCallEnds,
  stagedWritesOnce,
  risingFence,
  sameContent,
  atMostOnceUnderHalt,
  ownKey,
  notAgainstItself,
  startUnderLease,
  startAsOwner,
  noSecondEffect,
  ownError,
  keptSteps,
  nothingStale,
  informedDecisions,
  tableOfAnswers,
];
