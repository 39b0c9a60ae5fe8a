import { AssertionError } from 'node:assert';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import type { IdempotencyRepository } from '../../lib/repository/repository.js';
import {
  repositoryContract,
  type ContractCase,
  type RepositoryContractOptions,
} from '../../lib/testing/repository-contract.js';
import { BROKEN_COMMITS, landedIn } from './broken-commits.js';
import { BROKEN_REPOSITORIES } from './broken-repositories.js';
import { committedIn } from './committed-in.js';
import { RULE_MUTANTS } from './rule-mutants.js';

/** The first case that a repository does not pass. */
async function firstFailure(
  repository: IdempotencyRepository,
  cases: readonly ContractCase[],
): Promise<{ readonly failed: string; readonly error: unknown } | undefined> {
  for (const { group, name, skipped, check } of cases) {
    if (skipped !== undefined) continue;
    try {
      await check(repository);
    } catch (error) {
      return { failed: `${group}: ${name}`, error };
    }
  }
  return undefined;
}

const casesOf = (wanted: string, cases: readonly ContractCase[]): readonly ContractCase[] =>
  cases.filter(({ group }) => group === wanted || group.startsWith(`${wanted}, form`));

describe('the contract finds a rule of the protocol that is wrong, in the cases of that rule', () => {
  it.each(RULE_MUTANTS.map((mutant) => [`${mutant.rule}: ${mutant.name}`, mutant] as const))(
    '%s',
    async (_, { rule, rules }) => {
      const cases = casesOf(rule, repositoryContract());
      const failure = await firstFailure(new InMemoryRepository(rules), cases);
      expect(failure?.error).toBeInstanceOf(AssertionError);
    },
  );

  it('and nothing wrong with the rules as they are', async () => {
    const repository = new InMemoryRepository();
    const cases = repositoryContract({ stagedWrites: committedIn(repository) });
    expect(await firstFailure(repository, cases)).toBeUndefined();
  });
});

it('gives every case a name of its own', () => {
  const names = repositoryContract().map(({ group, name }) => `${group}: ${name}`);
  expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
});

it('says why it does not check a case', () => {
  const reasons = (options: RepositoryContractOptions) =>
    new Set(repositoryContract(options).flatMap(({ group, skipped }) => (skipped ? [`${group}: ${skipped}`] : [])));
  const succeeding = () => ({ write: { kind: 'Put', input: {} } as const, landed: () => true });
  const failing = () => ({ kind: 'Put', input: {} }) as const;
  expect(reasons({ stagedWrites: { succeeding, failing } })).toEqual(new Set());
  expect(reasons({ stagedWrites: { succeeding } })).toEqual(
    new Set(['staged writes: the option stagedWrites.failing was not given']),
  );
  expect(reasons({})).toEqual(new Set(['staged writes: the option stagedWrites was not given']));
  expect(reasons({ transactions: false, stagedWrites: { succeeding, failing } })).toEqual(
    new Set(['commit', 'commitUnclaimed', 'staged writes'].map((group) => `${group}: the store has no transactions`)),
  );
});

describe('the contract finds a repository that', () => {
  it.each(BROKEN_REPOSITORIES)('$name', async ({ group, make }) => {
    const failure = await firstFailure(make(), casesOf(group, repositoryContract()));
    expect(failure?.error).toBeInstanceOf(AssertionError);
  });

  it.each(BROKEN_COMMITS)('%s', async (_, make) => {
    const repository = make();
    const cases = casesOf('staged writes', repositoryContract({ stagedWrites: landedIn(repository) }));
    const failure = await firstFailure(repository, cases);
    expect(failure?.error).toBeInstanceOf(AssertionError);
  });
});
