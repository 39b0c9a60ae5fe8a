import { arrive } from './guarded-call.js';
import type { Stored } from './record-store.js';
import type { CallPlan, Scenario } from './scenario.js';
import { World } from './world.js';

/**
 * G4, its second half: from the states that a history left its records in, a fresh delivery gets on. It meets no
 * trouble, and nobody else moves any more.
 */
export async function checkNotBlocked(world: World): Promise<void> {
  for (const { after, atMs } of lastStates(world)) {
    for (const probe of probesOf(world, after, atMs)) {
      const fault = await tryProbe(world, after, probe);
      if (fault) world.violations.push({ property: 'G4', why: fault, entry: world.entries.length - 1 });
    }
  }
}

interface State {
  readonly after: Stored;
  readonly atMs: number;
}

/** The last state of each record, and each one in which an execution had failed. */
function lastStates({ entries }: World): Iterable<State> {
  const last = new Map<string, State>();
  for (const { atMs, happening } of entries) {
    if (happening.kind !== 'applies') continue;
    const { packet, after } = happening;
    last.set(packet.recordId, { after, atMs });
    if (after.record.status === 'FAILED') last.set(`${packet.recordId} failed`, { after, atMs });
  }
  return last.values();
}

/** A delivery that arrives at some time, and what it is to be answered with. */
interface Probe {
  readonly what: string;
  readonly atMs: number;
  readonly mode: CallPlan['mode'];
  readonly content: string;
  readonly expected: 'runs' | 'gets on';
}

function* probesOf(world: World, { record, claimant }: Stored, atMs: number): Iterable<Probe> {
  const { skewMs, scenario } = world;
  const at = { content: claimant?.plan.content ?? '', mode: 'before', expected: 'runs' } as const;
  const leaseMs = (record.leaseEndsAtMs ?? 0) - scenario.epochMs;
  if (claimant && record.status === 'FAILED') yield { ...at, what: 'of a failed execution, at once', atMs };
  if (claimant && record.status === 'IN_PROGRESS') {
    const expected = scenario.operation.recovery === 'halt' ? 'gets on' : 'runs';
    const freeAtMs = Math.max(atMs, leaseMs + skewMs);
    yield { ...at, what: 'of a vanished execution, once its lease is over', atMs: freeAtMs, expected };
  }
  const expiredAtMs = record.expiresAtSeconds * 1_000 - scenario.epochMs;
  const gone = { ...at, content: 'other', atMs: Math.max(atMs, expiredAtMs, leaseMs + skewMs) };
  yield { ...gone, what: 'after the expiry' };
  if (scenario.calls.some(({ mode }) => mode === 'at-commit')) {
    yield { ...gone, what: 'without a claim, after the expiry', mode: 'at-commit' };
    if (claimant && record.status === 'FAILED')
      yield { ...at, what: 'without a claim, of a failed execution', atMs, mode: 'at-commit' };
    if (claimant && record.status === 'IN_PROGRESS' && scenario.operation.recovery === 'rerun') {
      yield {
        ...at,
        what: 'without a claim, of a vanished execution',
        atMs: Math.max(atMs, leaseMs + skewMs),
        mode: 'at-commit',
      };
    }
  }
}

async function tryProbe(world: World, state: Stored, probe: Probe): Promise<string | undefined> {
  const ahead = new World(world.subject, scenarioOf(world.scenario, world.keyOf(state.record.id), probe), []);
  ahead.store.records.set(state.record.id, state);
  const call = ahead.calls[0];
  if (!call) return undefined;
  ahead.timeline.in(0, () => arrive(ahead, call));
  await ahead.timeline.run(1_000);
  const last = ahead.entries.find(
    ({ happening }) => happening.kind === 'answers' || happening.kind === 'fails',
  )?.happening;
  if (last?.kind === 'answers' && last.value === 'result of Z') return undefined;
  const inDoubt = last?.kind === 'fails' && world.subject.isIdempotencyError(last.error, 'IDEMPOTENCY_IN_DOUBT');
  if (probe.expected === 'gets on' && inDoubt) return undefined;
  const got = last?.kind === 'fails' ? String(last.error) : last?.kind === 'answers' ? String(last.value) : 'nothing';
  return `a fresh delivery ${probe.what}, does not run; record ${state.record.status}; it gets: ${got}`;
}

function scenarioOf(scenario: Scenario, key: string, probe: Probe): Scenario {
  return {
    ...scenario,
    title: 'a fresh delivery',
    operation: { ...scenario.operation, waitMs: 0 },
    epochMs: scenario.epochMs + probe.atMs,
    operator: undefined,
    showsRefusingRecord: true,
    processes: [{ aheadMs: 0, clockSets: [], freezes: [], crashesAtMs: undefined, cached: false }],
    calls: [
      {
        name: 'Z',
        process: 0,
        key,
        content: probe.content,
        arrivesAtMs: 0,
        mode: probe.mode,
        method: { actions: [], ends: 'returning', heedsLoss: false },
        reconcile: { ms: 0, knows: true },
        timeLeftMs: undefined,
      },
    ],
    fate: () => ({ copies: [{ atMs: 0, answerAtMs: 0 }] }),
    deletesAfterMs: () => undefined,
  };
}
