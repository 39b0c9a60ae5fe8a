import type { Mutant } from './mutant.js';

/** The assumptions of the protocol, each broken on purpose: the guarantees rest on them. */
export const ASSUMPTION_MUTANTS: readonly Mutant[] = [
  {
    name: 'assumption: no copy of a request takes effect after its lifetime',
    edits: [],
    world: (scenario) => {
      const copiesLiveMs = scenario.operation.ttlMs + 5_000;
      const late = { atMs: copiesLiveMs, answerAtMs: undefined };
      const fate: typeof scenario.fate = (packet, instants) => {
        const usual = scenario.fate(packet, instants);
        return { ...usual, copies: [...usual.copies, late] };
      };
      return { ...scenario, copiesLiveMs, fate };
    },
    breaks: ['TWICE', 'FENCE', 'G5'],
    seeds: 2_000,
  },
  {
    name: 'assumption: clocks differ by no more than the skew',
    edits: [],
    world: (scenario) => {
      const tooFarMs = scenario.assumptions.skewMs + (scenario.operation.leaseMs ?? 1_000);
      const processes = scenario.processes.map((plan, i) => ({ ...plan, aheadMs: i % 2 === 0 ? 0 : tooFarMs }));
      return { ...scenario, processes };
    },
    breaks: ['G1'],
    seeds: 2_000,
  },
  {
    name: 'assumption: the ttl is longer than a request lives and twice the skew',
    edits: [],
    world: (scenario) => ({ ...scenario, operation: { ...scenario.operation, ttlMs: 1 } }),
    breaks: ['TWICE', 'FENCE'],
    seeds: 8_000,
  },
];
