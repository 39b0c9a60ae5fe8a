import { Wait } from '../../lib/execution/wait.js';
import { epochMs } from '../../lib/repository/epoch.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, lambdaContext, settle, START_MS, useFakeTime } from './fake-time.js';
import { handlerProcess, type ProcessOptions } from './handler-process.js';
import { oneCall, recordOf } from './one-call.js';

useFakeTime();

const order = { id: 'a' };

/** A worker that is running, and a duplicate in another process. */
async function duplicateOfRunning(options: ProcessOptions, ...context: readonly unknown[]) {
  const store = new InMemoryRepository();
  const ends = gate<string>();
  const run = jest.fn((..._args: unknown[]) => ends.opened);
  const first = handlerProcess(store, run);
  const answer = first.deliver(order, lambdaContext(20_000));
  answer.catch(() => undefined);
  await settle();
  const second = handlerProcess(store, run, options);
  const duplicate = second.deliver(order, ...context);
  duplicate.catch(() => undefined);
  return { run, ends, answer, second, duplicate };
}

describe('a duplicate of a running execution', () => {
  it('waits for it and gets its answer', async () => {
    const { run, ends, second, duplicate } = await duplicateOfRunning({});
    await elapse(2_000);
    ends.open('done');
    await elapse(1_000);
    expect(await duplicate).toBe('done');
    expect(run).toHaveBeenCalledTimes(1);
    expect(second.outcomes).toEqual(['waited']);
  });

  it('runs the method itself when the other one fails meanwhile', async () => {
    const { run, ends, duplicate } = await duplicateOfRunning({});
    await elapse(1_000);
    run.mockResolvedValueOnce('of the second');
    ends.fail(new Error('no stock'));
    await elapse(1_000);
    expect(await duplicate).toBe('of the second');
  });

  it('gives up after 5 s by default, on a refused claim; the error tells when to come back', async () => {
    const { run, second, duplicate } = await duplicateOfRunning({});
    await elapse(4_999);
    expect(second.outcomes).toEqual([]);
    await elapse(2);
    const error = await errorOf(duplicate);
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS', retryable: true, operation: 'onOrder' });
    expect((error as Error).message).toMatch(/ after 5000 ms \(option `wait`: 5000 ms, within the time left\).*not run/);
    // Until the lease of the first is over for every clock.
    expect(error).toMatchObject({ retryAfterMs: 20_000 + 1_000 - 5_000 });
    expect(second.outcomes).toEqual(['conflict']);
    expect(second.repository.sent.at(0)).toBe('claim');
    expect(second.repository.sent.at(-1)).toBe('claim');
    expect(second.repository.sent.slice(1, -1).every((name) => name === 'find')).toBe(true);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('does not wait at all under wait: false, and makes one request', async () => {
    const { second, duplicate } = await duplicateOfRunning({ wait: false });
    expect(await errorOf(duplicate)).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS', retryAfterMs: 21_000 });
    expect(second.repository.sent).toEqual(['claim']);
    expect(Date.now()).toBe(START_MS);
  });

  it('does not wait under wait: false in the same process either', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, (_: object) => new Promise(() => undefined), { wait: false });
    void process.deliver(order);
    await settle();
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
  });

  it.each(['another', 'the same'])('stops waiting before its own time is over, in %s process', async (where) => {
    const store = new InMemoryRepository();
    const first = handlerProcess(store, (..._args: unknown[]) => new Promise(() => undefined), { wait: '1h' });
    void first.deliver(order);
    await settle();
    const other = handlerProcess(store, (..._args: unknown[]) => 'done', { wait: '1h' });
    const second = where === 'the same' ? first : other;
    const duplicate = errorOf(second.deliver(order, lambdaContext(3_000)));
    await elapse(3_000);
    expect(await Promise.race([duplicate, settle()])).toMatchObject({
      code: 'IDEMPOTENCY_IN_PROGRESS',
      message: expect.stringContaining(' after 2500 ms (option `wait`: 3600000 ms, within the time left)'),
    });
  });

  it('polls ever less often, and never keeps two timers', async () => {
    const { second } = await duplicateOfRunning({ wait: '1m' }, lambdaContext(19_000));
    await elapse(18_000);
    const polls = second.repository.requests.length;
    expect(polls).toBeGreaterThan(18);
    expect(polls).toBeLessThan(50);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('takes over as soon as the lease has lapsed, not at the end of its wait', async () => {
    const { run, second, duplicate } = await duplicateOfRunning({ wait: '1h' });
    run.mockResolvedValueOnce('of the second');
    await elapse(21_002);
    expect(await Promise.race([duplicate, settle()])).toBe('of the second');
    expect(second.outcomes).toEqual(['takeover', 'executed']);
  });
});

it('a pause ends once the lease is over for every clock, and keeps the process running', async () => {
  const { call, sleep } = oneCall();
  const paused = new Wait(call).pause(recordOf({ leaseEndsAtMs: epochMs(START_MS - call.assumptions.skewMs + 10) }));
  await elapse(10);
  await paused;
  expect(sleep).toHaveBeenCalledWith(10, { keepAlive: true });
});
