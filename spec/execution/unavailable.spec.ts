import { isIdempotencyError } from '../../lib/errors/idempotency-error.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { execution } from '../../lib/execution/execution.js';
import { errorOf, lambdaContext, elapse, START_MS, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

describe('a repository that cannot be reached', () => {
  it('fails closed: the method is not run, the message names the member, the cause is that of the store', async () => {
    const run = jest.fn((_: Order) => 'done');
    const process = handlerProcess(new InMemoryRepository(), run);
    process.repository.onEvery('claim', loseRequest);
    const error = await errorOf(process.deliver(order));
    expect(error).toMatchObject({
      code: 'IDEMPOTENCY_REPOSITORY',
      operation: 'onOrder',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      cause: { message: 'ECONNRESET' },
    });
    expect((error as Error).message).toMatch(new RegExp(`^${MEMBER}: the method was not run\\. `));
    expect(run).not.toHaveBeenCalled();
    expect(process.outcomes).toEqual(['store_unavailable']);
    expect(process.events[0]).toMatchObject({ attempt: 0, recordAgeMs: undefined });
  });

  it('that breaks in an unforeseen way is a repository error too', async () => {
    const bug = new TypeError('x is not a function');
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'done');
    process.repository.onEvery('claim', () => Promise.reject(bug));
    const error = await errorOf(process.deliver(order));
    expect(isIdempotencyError(error, 'IDEMPOTENCY_REPOSITORY')).toBe(true);
    expect(error).toMatchObject({
      message: `${MEMBER}: the method was not run. The repository failed in an unexpected way; see the cause.`,
      cause: bug,
    });
  });

  it('that throws instead of rejecting is a repository error too', async () => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'done');
    process.repository.onEvery('claim', () => {
      throw new TypeError('x is not a function');
    });
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  });

  it('runs the method unguarded, and observed, under whenUnavailable: execute', async () => {
    const run = jest.fn((_: Order) => [execution().attempt, execution().fence, execution().key]);
    const process = handlerProcess(new InMemoryRepository(), run, { whenUnavailable: 'execute' });
    process.repository.onEvery('claim', loseRequest);
    expect(await process.deliver(order)).toEqual([1, 0, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    expect(process.repository.sent).toEqual(['claim']);
    expect(process.outcomes).toEqual(['store_unavailable', 'unguarded']);
  });

  it('tells the method its deadline, if it has one, under whenUnavailable: execute', async () => {
    const run = (_: Order, _context?: object) => [execution().deadline];
    const process = handlerProcess(new InMemoryRepository(), run, { whenUnavailable: 'execute' });
    process.repository.onEvery('claim', loseRequest);
    expect(await process.deliver(order, lambdaContext(2_000))).toEqual([new Date(START_MS + 2_000)]);
    expect(await process.deliver(order)).toEqual([undefined]);
  });

  it('leaves the method its own error under whenUnavailable: execute', async () => {
    const own = new Error('no stock');
    const run = (_: Order) => Promise.reject(own);
    const process = handlerProcess(new InMemoryRepository(), run, { whenUnavailable: 'execute' });
    process.repository.onEvery('claim', loseRequest);
    expect(await errorOf(process.deliver(order))).toBe(own);
  });

  it('does not run the method when trying took all the time that was left', async () => {
    const run = jest.fn((_: Order, _context: object) => 'done');
    const process = handlerProcess(new InMemoryRepository(), run, { whenUnavailable: 'execute' });
    process.repository.onEvery('claim', async (send) => {
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      return loseRequest(send);
    });
    const answer = errorOf(process.deliver(order, lambdaContext(3_000)));
    await elapse(3_000);
    expect(await answer).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
    expect(run).not.toHaveBeenCalled();
  });

  it('while a part of the result is read is told as such, and the record stays', async () => {
    const list = Array.from({ length: 20_000 }, (_, n) => `${n * 7919} ${n}`);
    const run = jest.fn((_: Order) => list);
    const process = handlerProcess(new InMemoryRepository(), run);
    await process.deliver(order);
    process.repository.onNext('getResultPart', loseRequest);
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', retryable: true });
    expect(await process.deliver(order)).toStrictEqual(list);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
