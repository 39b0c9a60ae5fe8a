import { DIRECTED } from './directed/all-directed.js';
import { randomScenario } from './random-scenario.js';
import { runHistory } from './run-history.js';
import { describeHistory } from './describe-history.js';
import * as subject from './subject.js';

/** `npm run simulate` runs ten times as many. */
const SEEDS = 2_000;
const SEEDS_PER_CASE = 500;

describe('The guarantees hold in simulated histories', () => {
  it.each(Array.from({ length: SEEDS / SEEDS_PER_CASE }, (_, i) => 1 + i * SEEDS_PER_CASE))(
    'of 500 seeds from %i on',
    async (first) => {
      for (let seed = first; seed < first + SEEDS_PER_CASE; seed++) {
        const world = await runHistory(subject, randomScenario(seed));
        if (world.violations.length > 0) throw new Error(describeHistory(world));
      }
    },
    60_000,
  );

  it.each(DIRECTED.map((scenario) => [scenario.title, scenario] as const))('of %s', async (_, scenario) => {
    const world = await runHistory(subject, scenario);
    if (world.violations.length > 0) throw new Error(describeHistory(world));
  });

  it('the same seed gives the same history', async () => {
    const tell = async (seed: number): Promise<string> =>
      describeHistory(await runHistory(subject, randomScenario(seed)));
    for (const seed of [5, 6, 7, 8]) expect(await tell(seed)).toBe(await tell(seed));
    expect(await tell(5)).not.toBe(await tell(6));
  });
});

describe('The histories that are simulated', () => {
  it('contain everything that can happen', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 600; seed++) {
      const { entries } = await runHistory(subject, randomScenario(seed));
      for (const { happening } of entries) {
        seen.add(happening.kind);
        if (happening.kind === 'reports') seen.add(happening.outcome);
        if (happening.kind === 'applies' || happening.kind === 'refuses') {
          seen.add(`${happening.packet.kind} ${happening.kind}`);
        }
      }
    }
    expect([...seen].sort()).toMatchInlineSnapshot(`
[
  "answers",
  "applies",
  "arrives",
  "claim applies",
  "claim refuses",
  "commit applies",
  "commit refuses",
  "commitUnclaimed applies",
  "commitUnclaimed refuses",
  "complete applies",
  "complete refuses",
  "completion_failed",
  "conflict",
  "crashes",
  "deletes",
  "effect",
  "ends",
  "executed",
  "fail applies",
  "fail refuses",
  "failed",
  "fails",
  "found-out",
  "freezes",
  "halt applies",
  "halt refuses",
  "in_doubt",
  "is-told-of-loss",
  "joined",
  "lease_lost",
  "mismatch",
  "receives",
  "reconciles",
  "refuses",
  "renew applies",
  "renew refuses",
  "replayed",
  "reports",
  "returns",
  "saveStep applies",
  "saveStep refuses",
  "self_conflict_recovered",
  "sends",
  "sets-clock",
  "settle applies",
  "settle refuses",
  "sleeps",
  "stages",
  "starts",
  "steps",
  "store_unavailable",
  "takeover",
  "throws",
  "waited",
]
`);
  }, 60_000);
});
