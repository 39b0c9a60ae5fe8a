import type {
  ClaimRequest,
  CommitUnclaimedRequest,
  CompleteRequest,
  DoubtRequest,
  FailRequest,
  HaltRequest,
  RenewRequest,
  SaveStepRequest,
  SettleRequest,
} from '../writes.js';
import { applyClaim } from './claim.js';
import { applyCommitUnclaimed } from './commit-unclaimed.js';
import { applyComplete } from './complete.js';
import { applyDoubt } from './doubt.js';
import { applyFail } from './fail.js';
import { applyHalt } from './halt.js';
import { applyRenew } from './renew.js';
import { applySaveStep } from './save-step.js';
import { applySettle } from './settle.js';
import type { WriteRule } from './write-effect.js';

/** The whole protocol: one rule per write. */
export interface WriteRules {
  readonly claim: WriteRule<ClaimRequest>;
  readonly complete: WriteRule<CompleteRequest>;
  readonly fail: WriteRule<FailRequest>;
  readonly renew: WriteRule<RenewRequest>;
  readonly saveStep: WriteRule<SaveStepRequest>;
  readonly doubt: WriteRule<DoubtRequest>;
  readonly halt: WriteRule<HaltRequest>;
  readonly settle: WriteRule<SettleRequest>;
  /** The record's part of a commit. */
  readonly commit: WriteRule<CompleteRequest>;
  readonly commitUnclaimed: WriteRule<CommitUnclaimedRequest>;
}

export const WRITE_RULES: WriteRules = Object.freeze({
  claim: applyClaim,
  complete: applyComplete,
  fail: applyFail,
  renew: applyRenew,
  saveStep: applySaveStep,
  doubt: applyDoubt,
  halt: applyHalt,
  settle: applySettle,
  commit: applyComplete,
  commitUnclaimed: applyCommitUnclaimed,
});
