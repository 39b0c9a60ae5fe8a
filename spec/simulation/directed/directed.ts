import { packetName } from '../packet.js';
import type { Action, CallPlan, Fate, OperationPlan, OperatorPlan, ProcessPlan, Scenario } from '../scenario.js';

/** A history that is told beforehand: who arrives when, what each method does, and what becomes of some requests. */
export interface Script {
  readonly title: string;
  readonly assumptions?: Partial<Scenario['assumptions']>;
  readonly operation?: Partial<OperationPlan>;
  readonly calls: readonly ScriptedCall[];
  readonly operator?: OperatorPlan;
  /** By the names of requests, such as 'A claim 1'. All others take effect after 1 ms and are answered after 2. */
  readonly fates?: Readonly<Record<string, Fate>>;
  readonly ttlClockAheadMs?: number;
  /** How long after its expiry the TTL deletes a record; default: never. */
  readonly deletesAfterMs?: number;
}

/** One call in a process of its own. */
export interface ScriptedCall extends Partial<Omit<CallPlan, 'name' | 'process' | 'method'>>, Partial<ProcessPlan> {
  readonly does?: readonly Action[];
  readonly ends?: CallPlan['method']['ends'];
  readonly heedsLoss?: boolean;
}

const AT_ONCE: Fate = { copies: [{ atMs: 1, answerAtMs: 2 }] };

/** Leases of 100 ms, requests that live for a second, exact clocks; the epoch begins with a whole second. */
export function directed(script: Script): Scenario {
  const fates = new Map(Object.entries(script.fates ?? {}));
  return {
    title: `the directed history '${script.title}'`,
    assumptions: { skewMs: 0, requestLifetimeMs: 1_000, ...script.assumptions },
    operation: { ttlMs: 20_000, leaseMs: 100, waitMs: 0, recovery: 'rerun', ...script.operation },
    calls: script.calls.map(planOf),
    processes: script.calls.map(({ aheadMs = 0, clockSets = [], freezes = [], crashesAtMs, cached = false }) => ({
      aheadMs,
      clockSets,
      freezes,
      crashesAtMs,
      cached,
    })),
    operator: script.operator,
    epochMs: 1_000_000_000_000,
    ttlClockAheadMs: script.ttlClockAheadMs ?? 0,
    showsRefusingRecord: true,
    fate: (packet) => fates.get(packetName(packet)) ?? AT_ONCE,
    deletesAfterMs: () => script.deletesAfterMs,
    scatter: () => 0,
  };
}

const planOf = (call: ScriptedCall, index: number): CallPlan => ({
  name: 'ABCDE'.charAt(index),
  process: index,
  key: call.key ?? 'k1',
  content: call.content ?? 'c1',
  arrivesAtMs: call.arrivesAtMs ?? 0,
  mode: call.mode ?? 'before',
  method: { actions: call.does ?? [], ends: call.ends ?? 'returning', heedsLoss: call.heedsLoss ?? true },
  reconcile: call.reconcile ?? { ms: 0, knows: true },
  timeLeftMs: call.timeLeftMs,
});

export const work = (ms: number): Action => ({ does: 'work', ms });
