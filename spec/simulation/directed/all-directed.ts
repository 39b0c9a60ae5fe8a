import type { Scenario } from '../scenario.js';
import { OWN_COMMIT_SEEN_LATE } from './committing-unclaimed.js';
import {
  ERROR_AFTER_LOSS,
  EXPIRY_NEAR_THE_LEASE,
  LATE_RENEWAL,
  LOSS_LEARNT_TWICE,
  WINNER_OF_ANOTHER_CONTENT,
} from './losing-the-lease.js';
import { SETTLING_AN_OLDER_DOUBT, ZOMBIE_AFTER_SETTLING } from './settling.js';
import {
  DOUBTING_TOO_LATE,
  OWN_NEWER_CLAIM_LATE,
  OWN_OLD_CLAIM,
  RECONCILING_TOO_LATE,
  RECONCILING_TOO_LONG,
} from './starting-late.js';

/** Histories written by hand: long ones that random decisions meet too seldom. */
export const DIRECTED: readonly Scenario[] = [
  OWN_NEWER_CLAIM_LATE,
  OWN_OLD_CLAIM,
  RECONCILING_TOO_LONG,
  RECONCILING_TOO_LATE,
  DOUBTING_TOO_LATE,
  LOSS_LEARNT_TWICE,
  ERROR_AFTER_LOSS,
  WINNER_OF_ANOTHER_CONTENT,
  LATE_RENEWAL,
  EXPIRY_NEAR_THE_LEASE,
  SETTLING_AN_OLDER_DOUBT,
  ZOMBIE_AFTER_SETTLING,
  OWN_COMMIT_SEEN_LATE,
];
