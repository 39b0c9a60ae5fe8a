import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** In processes and threads of its own: each mutant is the library, compiled anew with one guard removed. */
const simulate = (...options: string[]): Promise<{ succeeded: boolean; output: string }> =>
  new Promise((done) => {
    const script = ['build/run-ts.mjs', 'spec/simulation/simulate.ts', ...options];
    execFile(process.execPath, script, { cwd: ROOT, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      done({ succeeded: error === null, output: stdout + stderr });
    });
  });

describe('Simulation finds out', () => {
  it('the loss of each guard of the protocol, or it is named as redundant', async () => {
    const { succeeded, output } = await simulate('--mutants');
    expect(output.split('\n').filter((line) => line.startsWith('FAIL'))).toEqual([]);
    expect(output).toMatch(/\d+ guards removed and found out, \d+ redundant/);
    expect(succeeded).toBe(true);
  }, 300_000);

  it('says so by its exit code, and shows the history', async () => {
    const { succeeded, output } = await simulate('--mutant', 'claim: an expired record may be claimed', '--seed', '1');
    expect(succeeded).toBe(false);
    expect(output).toContain('^^^ G4: ');
  }, 60_000);
});
