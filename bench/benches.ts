import { createRequire } from 'node:module';
import type { Report } from './report/report.js';

/** In the order in which they are run; each folder has a module `run`. */
export const BENCHES = ['library-alone', 'with-sdk', 'cold-start', 'capacity', 'scale'] as const;

export type BenchName = (typeof BENCHES)[number];

export const isBenchName = (name: string): name is BenchName => BENCHES.some((bench) => bench === name);

/** Loads only the bench that is asked for. */
export function runBench(name: BenchName): Promise<Report> {
  // Each module of the list exports it.
  const { run } = createRequire(__filename)(`./${name}/run.js`) as { run(): Promise<Report> };
  return run();
}
