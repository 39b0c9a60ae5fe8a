import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const RUN = resolve(__dirname, '../../build/run-ts.mjs');
const PROGRAM = resolve(__dirname, 'programs/ends-with-its-calls.ts');

/** Far below the lease of 30 s, and below its first renewal. */
const WITHIN_MS = 9_000;

jest.setTimeout(20_000);

describe('timers never keep a process alive', () => {
  it.each([
    ['returns', 'done\n'],
    ['throws', 'no stock\n'],
    ['never', ''],
  ])('whose method %s', async (ends, output) => {
    const ended = await promisify(execFile)(process.execPath, [RUN, PROGRAM, ends], { timeout: WITHIN_MS });
    expect(ended.stdout).toBe(output);
  });
});
