import { TestStatus } from '@stryker-mutator/api/test-runner';
import { fileOf } from './test-id.mjs';

/**
 * What each test covers: what ran during it, and what ran outside of all tests of its file, above all when modules were
 * evaluated. The tests of quick files come first: Stryker keeps the order when it asks for the tests of a mutant.
 */
export function coverageOfTests({ static: elsewhere, perTest }, tests) {
  const timeOfFile = new Map();
  for (const { id, timeSpentMs } of tests) timeOfFile.set(fileOf(id), (timeOfFile.get(fileOf(id)) ?? 0) + timeSpentMs);
  const quickFirst = tests.toSorted((a, b) => timeOfFile.get(fileOf(a.id)) - timeOfFile.get(fileOf(b.id)));
  const covered = quickFirst
    .filter(({ status }) => status !== TestStatus.Skipped)
    .map(({ id }) => [id, added(perTest[fileOf(id)], perTest[id])]);
  return { static: elsewhere, perTest: Object.fromEntries(covered) };
}

function added(some = {}, more = {}) {
  const sum = { ...some };
  for (const [mutant, hits] of Object.entries(more)) sum[mutant] = (sum[mutant] ?? 0) + hits;
  return sum;
}
