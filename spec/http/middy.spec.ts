import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

interface Report {
  readonly seen: readonly string[];
  readonly answers: readonly { readonly statusCode: number; readonly headers?: object; readonly body?: string }[];
  readonly statuses: readonly string[];
}

describe('the base handler of middy, guarded', () => {
  let report: Report;
  beforeAll(() => {
    const run = [join(ROOT, 'build/run-ts.mjs'), 'spec/http/middy-program.ts'];
    report = JSON.parse(execFileSync(process.execPath, run, { cwd: ROOT, encoding: 'utf8' })) as Report;
  }, 30_000);

  test('replays pass through the middlewares like first responses', () => {
    const [first, second] = report.answers;
    expect(first).toEqual({ statusCode: 201, body: '{"paid":5}' });
    expect(second).toEqual({ statusCode: 201, body: '{"paid":5}', headers: { 'Idempotent-Replayed': 'true' } });
  });

  test('problems do, too', () => {
    expect(report.answers.slice(2, 4).map(({ statusCode }) => statusCode)).toEqual([422, 400]);
    expect(report.seen.filter((each) => each === 'after')).toHaveLength(4);
  });

  test('what the handler throws reaches onError, and a retry runs again', () => {
    expect(report.answers.slice(4)).toEqual([{ statusCode: 402 }, { statusCode: 402 }]);
    expect(report.seen.slice(-4)).toEqual(['attempt 1 of object', 'onError', 'attempt 2 of object', 'onError']);
    expect(report.statuses).toEqual(['COMPLETE', 'FAILED']);
  });

  test('the handler runs once, with its execution and with what the middlewares before it made of the request', () => {
    expect(report.seen[0]).toBe('attempt 1 of object');
    expect(report.seen.filter((each) => each.startsWith('attempt'))).toHaveLength(3);
  });
});
