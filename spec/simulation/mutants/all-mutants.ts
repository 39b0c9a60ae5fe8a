import { ANSWER_MUTANTS } from './answer-mutants.js';
import { ASSUMPTION_MUTANTS } from './assumption-mutants.js';
import { AT_COMMIT_MUTANTS } from './at-commit-mutants.js';
import { CLAIM_MUTANTS } from './claim-mutants.js';
import { IN_DOUBT_MUTANTS } from './in-doubt-mutants.js';
import type { Mutant } from './mutant.js';
import { OWNER_WRITE_MUTANTS } from './owner-write-mutants.js';
import { TIME_MUTANTS } from './time-mutants.js';

export type { Mutant } from './mutant.js';

/** Each guard of the protocol, removed in turn. */
export const MUTANTS: readonly Mutant[] = [
  ...CLAIM_MUTANTS,
  ...ANSWER_MUTANTS,
  ...OWNER_WRITE_MUTANTS,
  ...IN_DOUBT_MUTANTS,
  ...AT_COMMIT_MUTANTS,
  ...TIME_MUTANTS,
  ...ASSUMPTION_MUTANTS,
];
