import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

const PASSED: Report = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

describe('the summary of all test suites', () => {
  test.each([
    {
      reports: [PASSED, { ...PASSED, numPendingTests: 2, numTodoTests: 1 }],
      line: '6 passed, 0 failed, 3 skipped',
      status: 0,
    },
    { reports: [PASSED, { ...PASSED, numFailedTests: 1 }], line: '6 passed, 1 failed, 0 skipped', status: 1 },
    { reports: [{ ...PASSED, numRuntimeErrorTestSuites: 1 }], line: '3 passed, 1 failed, 0 skipped', status: 1 },
    { reports: [], line: '0 passed, 0 failed, 0 skipped', status: 1 },
  ])('$line', ({ reports, line, status }) => {
    const folder = mkdtempSync(join(tmpdir(), 'test-summary-'));
    reports.forEach((report, index) => writeFileSync(join(folder, `${index}.json`), JSON.stringify(report)));
    const program = join(__dirname, '../../build/test-summary.mjs');
    const run = spawnSync(process.execPath, [program, folder], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect({ line: run.stdout.trim(), status: run.status }).toEqual({ line, status });
  });
});
