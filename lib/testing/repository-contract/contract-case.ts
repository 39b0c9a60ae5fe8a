import type { IdempotencyRepository } from '../../repository/repository.js';

/** One thing every repository must do, as data: usable with any test runner. */
export interface ContractCase {
  /** The part of the contract it belongs to. */
  readonly group: string;
  /** Unique within the group. */
  readonly name: string;
  /** Why the case is not checked; undefined: it is. */
  readonly skipped: string | undefined;
  /**
   * Passes or rejects with an `AssertionError`. Uses record ids of its own, so that cases may share one store.
   */
  readonly check: (repository: IdempotencyRepository) => Promise<void>;
}

/** A case as the files of this folder write it down. */
export type CaseOfGroup = Pick<ContractCase, 'name' | 'check'>;

export const inGroup = (group: string, cases: readonly CaseOfGroup[], skipped?: string): readonly ContractCase[] =>
  cases.map(({ name, check }) => ({ group, name, skipped, check }));
