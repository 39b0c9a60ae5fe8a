import { InMemoryRepository } from '../../lib/index.js';
import { idempotentHttpMiddleware } from '../../lib/http/index.js';
import { FRONTS } from './requests.js';
import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

interface Answer {
  readonly statusCode: number;
  readonly headers?: object;
  readonly body?: string;
}
interface Report {
  readonly runs: number;
  readonly once: readonly Answer[];
  readonly together: readonly Answer[];
  readonly failing: readonly Answer[];
  readonly down: readonly Answer[];
  readonly statuses: readonly string[];
}

describe('a handler of middy with the middleware', () => {
  let report: Report;
  beforeAll(() => {
    const run = [join(ROOT, 'build/run-ts.mjs'), 'spec/http/middy-middleware-program.ts'];
    report = JSON.parse(execFileSync(process.execPath, run, { cwd: ROOT, encoding: 'utf8' })) as Report;
  }, 30_000);

  test('answers a retry with the first response, marked', () => {
    expect(report.once.slice(0, 2)).toEqual([
      { statusCode: 201, body: 'run 1' },
      { statusCode: 201, body: 'run 1', headers: { 'Idempotent-Replayed': 'true' } },
    ]);
  });

  test('refuses another request with the same key, and one without a key', () => {
    expect(report.once.slice(2).map(({ statusCode }) => statusCode)).toEqual([422, 400]);
  });

  test('runs one of three requests at once, and answers all with its response', () => {
    expect(report.together.map(({ body }) => body)).toEqual(['run 2', 'run 2', 'run 2']);
  });

  test('releases the key when the handler throws, and leaves its error to the other middlewares', () => {
    expect(report.failing).toEqual([{ statusCode: 402 }, { statusCode: 402 }]);
  });

  test('releases the key when the response is not one to be stored', () => {
    expect(report.down).toEqual([
      { statusCode: 503, body: 'run 5' },
      { statusCode: 503, body: 'run 6' },
    ]);
  });

  test('leaves no record claimed', () => {
    expect(report.runs).toBe(6);
    expect(report.statuses).toEqual(['COMPLETE', 'COMPLETE', 'FAILED', 'FAILED']);
  });
});

test('a replay without a value does not look like a request to be handled', async () => {
  const options = { operation: 'nothing', repository: new InMemoryRepository() };
  const { before, after } = idempotentHttpMiddleware(options);
  const [, { request }] = FRONTS as unknown as readonly [unknown, (typeof FRONTS)[number]];
  const first = { event: request({}), context: {}, response: undefined };
  expect(await before(first)).toBeUndefined();
  await after(first);
  expect(await before({ event: request({}), context: {} })).toBeNull();
});
