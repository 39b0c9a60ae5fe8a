import type { IdempotencyRepository } from '../repository/repository.js';
import { claimCases } from './repository-contract/claim-cases.js';
import { commitCases, stagedConditionCases, type StagedWriteProbe } from './repository-contract/commit-cases.js';
import { commitUnclaimedCases } from './repository-contract/commit-unclaimed-cases.js';
import { concurrencyCases } from './repository-contract/concurrency-cases.js';
import { inGroup, type ContractCase } from './repository-contract/contract-case.js';
import { haltCases } from './repository-contract/halt-cases.js';
import { isolationCases } from './repository-contract/isolation-cases.js';
import { lateCopyCases } from './repository-contract/late-copy-cases.js';
import { lifeCases } from './repository-contract/life-cases.js';
import { ownerWriteCases } from './repository-contract/owner-write-cases.js';
import { OWNER_WRITES } from './repository-contract/owner-writes.js';
import { renewCases } from './repository-contract/renew-cases.js';
import { resultPartCases } from './repository-contract/result-part-cases.js';
import { saveStepCases } from './repository-contract/save-step-cases.js';
import { settleCases } from './repository-contract/settle-cases.js';
import { storedValueCases } from './repository-contract/stored-value-cases.js';
import { timeLimitCases } from './repository-contract/time-limit-cases.js';

export type { ContractCase, StagedWriteProbe };

/** What the store behind a repository can do, and how to look into it. */
export interface RepositoryContractOptions {
  /**
   * Whether the store can write several things in one transaction. Without it, `commit` and `commitUnclaimed` are not
   * checked.
   *
   * @default true
   */
  readonly transactions?: boolean;
  /** How to make staged writes and look for their effect. Without it, commits are checked without any. */
  readonly stagedWrites?: StagedWriteProbe;
}

/** A repository to be checked; `close` is called when all cases have ended. */
export interface RepositoryUnderTest {
  readonly repository: IdempotencyRepository;
  readonly close?: () => void | Promise<void>;
}

/**
 * The contract of `IdempotencyRepository` as data: every clause of every condition, held and not held, and what each
 * write leaves behind. For test runners other than jest; with jest, use {@link describeRepositoryContract}.
 *
 * Each case uses record ids of its own and a clock of its own, one week ahead of the real one. Cases may run in any
 * order, at the same time and on a store that is shared with others.
 *
 * @example
 * ```ts
 * import { test } from 'node:test';
 *
 * for (const { group, name, skipped, check } of repositoryContract({ transactions: false })) {
 *   test(`${group}: ${name}`, { skip: skipped ?? false }, () => check(repository));
 * }
 * ```
 */
export function repositoryContract(options: RepositoryContractOptions = {}): readonly ContractCase[] {
  const noTransactions = options.transactions === false ? 'the store has no transactions' : undefined;
  return [
    ...inGroup("claim, form 'continue'", claimCases('continue')),
    ...inGroup("claim, form 'afresh'", claimCases('afresh')),
    ...OWNER_WRITES.flatMap((kind) =>
      inGroup(kind.name, ownerWriteCases(kind), kind.name === 'commit' ? noTransactions : undefined),
    ),
    ...inGroup('renew', renewCases),
    ...inGroup('saveStep', saveStepCases),
    ...inGroup('halt', haltCases),
    ...inGroup('settle', settleCases),
    ...inGroup('commitUnclaimed', commitUnclaimedCases, noTransactions),
    ...stagedWriteCases(options.stagedWrites, noTransactions),
    ...inGroup('a second, late copy', lateCopyCases),
    ...inGroup('the life of a record', lifeCases),
    ...inGroup('at the same time', concurrencyCases),
    ...inGroup('stored values', storedValueCases),
    ...inGroup('isolation', isolationCases),
    ...inGroup('result parts', resultPartCases),
    ...inGroup('time limit', timeLimitCases),
  ];
}

function stagedWriteCases(probe: StagedWriteProbe | undefined, noTransactions: string | undefined) {
  // Never called: without a probe its cases are skipped, but listed.
  const missing = (): never => {
    throw new Error('This case needs the option stagedWrites.');
  };
  const { succeeding, failing } = probe ?? { succeeding: missing, failing: undefined };
  const noProbe = probe === undefined ? 'the option stagedWrites was not given' : undefined;
  const notJudged = failing === undefined ? 'the option stagedWrites.failing was not given' : undefined;
  return [
    ...inGroup('staged writes', commitCases({ succeeding }), noTransactions ?? noProbe),
    ...inGroup(
      'staged writes',
      stagedConditionCases({ succeeding }, failing ?? missing),
      noTransactions ?? noProbe ?? notJudged,
    ),
  ];
}

/** Creating a table, and fifty requests at a time against an emulator, may take longer than jest waits by default. */
const TIMEOUT_MS = 60_000;

/**
 * Declares a jest suite that checks a repository against the contract of `IdempotencyRepository`. Run it against every
 * repository of your own.
 *
 * What passes can be relied on by the library; the suite cannot show that a store keeps its atomicity and its strong
 * consistency under failures of its own.
 *
 * A case that is not checked is skipped, with the reason in its name.
 *
 * @param name of the repository, for the report.
 * @param factory makes one repository for the whole suite. It may be shared: the cases use random ids.
 *
 * @example
 * ```ts
 * describeRepositoryContract('PostgresRepository', async () => {
 *   const pool = new Pool({ connectionString: process.env.DATABASE_URL });
 *   return { repository: new PostgresRepository(pool), close: () => pool.end() };
 * }, { transactions: false });
 * ```
 */
export function describeRepositoryContract(
  name: string,
  factory: () => RepositoryUnderTest | Promise<RepositoryUnderTest>,
  options: RepositoryContractOptions = {},
): void {
  describe(`${name} keeps the contract of IdempotencyRepository`, () => {
    let subject: RepositoryUnderTest | undefined;
    beforeAll(async () => {
      subject = await factory();
    }, TIMEOUT_MS);
    afterAll(async () => subject?.close?.(), TIMEOUT_MS);

    for (const { group, name: caseName, skipped, check } of repositoryContract(options)) {
      const title = `${group}: ${caseName}`;
      if (skipped !== undefined) it.skip(`${title} (skipped: ${skipped})`, () => undefined);
      else it(title, () => check(underTest(subject)), TIMEOUT_MS);
    }
  });
}

function underTest(subject: RepositoryUnderTest | undefined): IdempotencyRepository {
  if (subject === undefined) throw new Error('The factory of this suite made no repository; see its own error.');
  return subject.repository;
}
