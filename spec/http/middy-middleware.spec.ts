import { InMemoryRepository } from '../../lib/index.js';
import { idempotentHttpMiddleware, type MiddlewareRequest } from '../../lib/http/index.js';
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

describe('an error that reaches the middleware', () => {
  const named = (name: string, cause: unknown) => Object.assign(new Error('over', { cause }), { name });
  const statusAfter = async (error: unknown) => {
    const repository = new InMemoryRepository();
    const { before, onError } = idempotentHttpMiddleware({ operation: 'failing', repository });
    const [, { request }] = FRONTS as unknown as readonly [unknown, (typeof FRONTS)[number]];
    const failing = { event: request({}), context: {}, response: undefined, error };
    await before(failing);
    await onError(failing);
    expect(failing).toMatchObject({ response: undefined, error });
    return repository.records[0]?.status;
  };

  test("leaves the key with the handler where it is middy's own timeout", async () => {
    expect(await statusAfter(named('TimeoutError', { package: '@middy/core' }))).toBe('IN_PROGRESS');
  });

  test.each([
    ["a timeout of the handler's own", new DOMException('No answer from the bank', 'TimeoutError')],
    ['a timeout that another package tells of', named('TimeoutError', { package: '@middy/util' })],
    ['a timeout without a cause', named('TimeoutError', null)],
    ['a timeout whose cause is a text', named('TimeoutError', '@middy/core')],
    ['another error of middy', named('Error', { package: '@middy/core' })],
    ['no error at all', 'TimeoutError'],
    ['nothing', null],
  ])('releases the key where it is %s', async (_what, error) => {
    expect(await statusAfter(error)).toBe('FAILED');
  });
});

test('what fails after the response was taken is left alone, and so is its response', async () => {
  const options = { operation: 'later', repository: new InMemoryRepository() };
  const { before, after, onError } = idempotentHttpMiddleware(options);
  const [, { request }] = FRONTS as unknown as readonly [unknown, (typeof FRONTS)[number]];
  const given: MiddlewareRequest = { event: request({}), context: {}, response: { statusCode: 201 } };
  await before(given);
  await after(given);
  const error = new Error('not valid');
  Object.assign(given, { error, response: undefined });
  await onError(given);
  expect(given).toMatchObject({ error, response: undefined });
});
