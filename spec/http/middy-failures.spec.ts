import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
/** The program would outlast this if anything of a request that was given up kept it alive. */
const LONGEST_RUN_MS = 20_000;

interface GivenUp {
  readonly endings: readonly unknown[];
  readonly most: number;
  readonly statuses: readonly string[];
}
interface Report {
  readonly halt: GivenUp;
  readonly rerun: GivenUp;
  readonly refused: {
    readonly answer: object;
    readonly logged: readonly string[];
    readonly statuses: readonly string[];
  };
}

describe('what goes wrong around a handler of middy with the middleware', () => {
  let report: Report;
  beforeAll(() => {
    const run = [join(ROOT, 'build/run-ts.mjs'), 'spec/http/middy-failures-program.ts'];
    const options = { cwd: ROOT, encoding: 'utf8', timeout: LONGEST_RUN_MS } as const;
    report = JSON.parse(execFileSync(process.execPath, run, options)) as Report;
  }, 30_000);

  test.each(['halt', 'rerun'] as const)(
    "when middy gives up waiting, the handler goes on and keeps its key (recovery '%s')",
    (recovery) => {
      const { endings, most, statuses } = report[recovery];
      expect(endings).toEqual([
        'TimeoutError: [AbortError]: The operation was aborted.',
        expect.objectContaining({ statusCode: 409 }),
      ]);
      expect(most).toBe(1);
      expect(statuses).toEqual(['IN_PROGRESS']);
    },
  );

  test('a response that another middleware refuses is not put back, and the error is not hidden', () => {
    expect(report.refused).toEqual({
      answer: { statusCode: 500, body: 'not valid' },
      logged: ['Error: the response is not valid'],
      statuses: ['COMPLETE'],
    });
  });
});
