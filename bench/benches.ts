import { createRequire } from 'node:module';
import type { Report } from './report/report.js';

interface Bench {
  /** Exports `run`. */
  readonly module: string;
  /** For Node, in the process that measures. */
  readonly flags: readonly string[];
}

/** No collection of garbage within a sample: what is allocated can be counted, and no side pays for the other's. */
const ROOM = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];

export const BENCHES = {
  'library-alone': { module: './library-alone/run.js', flags: ROOM },
} satisfies Record<string, Bench>;

export type BenchName = keyof typeof BENCHES;

export const isBenchName = (name: string): name is BenchName => Object.hasOwn(BENCHES, name);

/** Loads only the bench that is asked for, so that the others' modules are not in its way. */
export function runBench(name: BenchName): Promise<Report> {
  // Each module of the list exports it.
  const { run } = createRequire(__filename)(BENCHES[name].module) as { run(): Promise<Report> };
  return run();
}
