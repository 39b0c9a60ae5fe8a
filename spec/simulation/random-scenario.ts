import { Random } from './random.js';
import { randomFate } from './random-fate.js';
import type { Action, CallPlan, OperationPlan, OperatorPlan, ProcessPlan, Scenario } from './scenario.js';

/** What a seed decides about a history beforehand. What it decides on the way, it decides by the same generator. */
export function randomScenario(seed: number): Scenario {
  const random = new Random(seed);
  const skewMs = random.pick([0, 0, 40, 300, 1_000]);
  const requestLifetimeMs = random.pick([100, 400, 1_000, 2_500]);
  const assumptions = { skewMs, requestLifetimeMs };
  const operation = randomOperation(random, requestLifetimeMs + 2 * skewMs);
  const trouble = random.pick([0, 0.1, 0.3, 0.6]);
  const modes = random.pick(['before', 'before', 'before', 'at-commit', 'mixed'] as const);
  const calls = randomCalls(random, operation, modes);
  const processes = calls.map(() => randomProcess(random, operation, skewMs, trouble));
  return {
    title: `seed ${seed}`,
    assumptions,
    operation,
    calls,
    processes,
    operator: operation.recovery === 'rerun' ? undefined : randomOperator(random, operation),
    epochMs: 1_000_000_000_000 + random.between(0, 999),
    ttlClockAheadMs: random.between(0, skewMs),
    showsRefusingRecord: random.chance(0.8),
    fate: randomFate(random, trouble, requestLifetimeMs),
    deletesAfterMs: () => (random.chance(0.7) ? random.pick([0, 1, random.between(0, 2_000)]) : undefined),
    scatter: () => random.fraction(),
  };
}

/** A ttl must be longer than the assumptions' sum: here often by no more than it must. */
function randomOperation(random: Random, shortestTtlMs: number): OperationPlan {
  return {
    ttlMs: shortestTtlMs + random.pick([1, 1, 300, 1_000, 5_000]),
    leaseMs: random.pick([undefined, 30, 100, 300, 1_000, 3_000]),
    waitMs: random.pick([0, 0, 50, 700, 5_000]),
    recovery: random.pick(['rerun', 'rerun', 'rerun', 'halt', 'reconcile', 'reconcile']),
  };
}

function randomCalls(random: Random, operation: OperationPlan, modes: 'before' | 'at-commit' | 'mixed'): CallPlan[] {
  const count = random.between(2, 5);
  const keys = random.chance(0.75) ? 1 : random.between(2, 3);
  const contents = random.chance(0.75) ? 1 : 2;
  const shared = random.chance(0.25);
  const leaseMs = operation.leaseMs ?? 1_000;
  const spanMs = random.pick([0, leaseMs, 3 * leaseMs, operation.ttlMs + 1_000]);
  return Array.from({ length: count }, (_, i): CallPlan => {
    const mode = modes === 'mixed' ? random.pick(['before', 'at-commit'] as const) : modes;
    return {
      name: 'ABCDE'.charAt(i),
      process: shared ? Math.floor(i / 2) : i,
      key: `k${random.between(1, keys)}`,
      content: `c${random.between(1, contents)}`,
      arrivesAtMs: random.between(0, spanMs),
      mode,
      method: {
        actions: randomActions(random, leaseMs, mode),
        ends: random.pick(['returning', 'returning', 'returning', 'throwing', 'throwing', 'throwing-replayed']),
        heedsLoss: random.chance(0.5),
      },
      reconcile: { ms: random.pick([0, 5, leaseMs, 2 * leaseMs]), knows: random.chance(0.8) },
      timeLeftMs: random.chance(operation.leaseMs === undefined ? 0.8 : 0.2)
        ? random.pick([60, 400, 3_000])
        : undefined,
    };
  });
}

function randomActions(random: Random, leaseMs: number, mode: CallPlan['mode']): Action[] {
  const workMs = (): number => random.pick([0, 1, 10, random.between(0, leaseMs), random.between(0, 3 * leaseMs)]);
  const actions: Action[] = [{ does: 'work', ms: workMs() }];
  if (random.chance(0.4)) actions.push({ does: 'effect' });
  if (random.chance(mode === 'at-commit' ? 0.9 : 0.25)) actions.push({ does: 'stage' });
  if (random.chance(0.1)) actions.push({ does: 'change-payload' });
  const steps = mode === 'at-commit' || random.chance(0.6) ? 0 : random.between(1, 2);
  for (let i = 1; i <= steps; i++) actions.push({ does: 'step', name: `s${i}`, ms: workMs() });
  actions.push({ does: 'work', ms: workMs() });
  return actions;
}

function randomProcess(random: Random, operation: OperationPlan, skewMs: number, trouble: number): ProcessPlan {
  const leaseMs = operation.leaseMs ?? 1_000;
  const atMs = (): number => random.between(0, random.pick([20, leaseMs, 4 * leaseMs]));
  const freezes = random.chance(trouble)
    ? Array.from({ length: random.between(1, 2) }, () => ({
        atMs: atMs(),
        forMs: random.pick([
          leaseMs,
          leaseMs + skewMs,
          random.between(1, 3 * leaseMs),
          operation.ttlMs + skewMs + leaseMs,
        ]),
      }))
    : [];
  const aheadMs = (): number => random.pick([0, skewMs, random.between(0, skewMs)]);
  return {
    aheadMs: aheadMs(),
    clockSets: random.chance(trouble / 2) ? [{ atMs: atMs(), aheadMs: aheadMs() }] : [],
    freezes,
    crashesAtMs: random.chance(trouble / 2) ? atMs() : undefined,
    cached: random.chance(0.15),
  };
}

function randomOperator(random: Random, operation: OperationPlan): OperatorPlan {
  const leaseMs = operation.leaseMs ?? 1_000;
  return {
    looksEveryMs: random.between(leaseMs / 2, 3 * leaseMs),
    decidesAfterMs: random.pick([0, 10, leaseMs, 3 * leaseMs]),
    verdict: random.pick(['done', 'free']),
  };
}
