import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../..');

/** No collection of garbage within a sample, so that all that is allocated is counted. */
const ROOM = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];

/** What Node 20 was seen to allocate, in bytes; other versions lay out their objects in other ways. */
const USUAL = { node: 20, fresh: 23_500, duplicate: 14_700 };
const TOLERANCE = 0.1;

const isMeasured = process.versions.node.startsWith(`${USUAL.node}.`);
const measured = isMeasured ? it : it.skip;
const unless = isMeasured ? '' : ` (skipped: the figures are those of Node ${USUAL.node})`;

/** The program runs as users run Node: jest's own loading and mocking would be counted otherwise. */
async function allocated(): Promise<{ readonly fresh: number; readonly duplicate: number }> {
  const program = ['build/run-ts.mjs', 'spec/performance/programs/allocations.ts'];
  const { stdout } = await promisify(execFile)(process.execPath, [...ROOM, ...program], { cwd: ROOT });
  return JSON.parse(stdout) as { fresh: number; duplicate: number };
}

describe('the memory that a call allocates', () => {
  measured(`is within a tenth of what is usual, for a first call and for its duplicate${unless}`, async () => {
    const bytes = await allocated();
    for (const call of ['fresh', 'duplicate'] as const) {
      expect(bytes[call]).toBeGreaterThan(USUAL[call] * (1 - TOLERANCE));
      expect(bytes[call]).toBeLessThan(USUAL[call] * (1 + TOLERANCE));
    }
  }, 60_000);
});
