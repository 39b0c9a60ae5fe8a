import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, lambdaContext, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess, type Order } from '../execution/handler-process.js';
import { loseRequest } from '../execution/remote-repository.js';

useFakeTime();

class Declined extends Error {}

const order: Order = { id: 'a' };
const options = { claim: 'at-commit', replayErrors: [Declined] } as const;

describe('under at-commit, an error that is an answer', () => {
  it('reaches its caller while the store cannot be reached', async () => {
    const own = new Declined();
    const process = handlerProcess(new InMemoryRepository(), async (_: Order) => Promise.reject(own), options);
    process.repository.onEvery('commitUnclaimed', loseRequest);
    const error = errorOf(process.deliver(order));
    await elapse(60_000);
    expect(await error).toBe(own);
    expect(process.outcomes).toEqual(['completion_failed']);
  });

  it('reaches its caller when no time is left to store it', async () => {
    const own = new Declined();
    const process = handlerProcess(
      new InMemoryRepository(),
      async (_: Order, _context: object) => {
        await new Promise((resolve) => setTimeout(resolve, 3_000));
        throw own;
      },
      options,
    );
    process.repository.onEvery('commitUnclaimed', loseRequest);
    const error = errorOf(process.deliver(order, lambdaContext(2_500)));
    await elapse(60_000);
    expect(await error).toBe(own);
  });
});

describe('under at-commit, a transaction that fails', () => {
  const staging = (store: InMemoryRepository) =>
    handlerProcess(
      store,
      async (_: Order) => execution().stage({ Put: { TableName: 'orders', Item: { id: 'a' } } }),
      { claim: 'at-commit' },
    );

  it('is reported when its outcome is not known', async () => {
    const process = staging(new InMemoryRepository());
    process.repository.onEvery('commitUnclaimed', loseRequest);
    const error = errorOf(process.deliver(order));
    await elapse(60_000);
    expect(await error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
    expect(process.outcomes).toEqual(['completion_failed']);
  });

  it('is reported when a staged condition does not hold', async () => {
    const process = staging(new InMemoryRepository());
    const cause = new Error('refused');
    const refused = { applied: false, stagedConditionFailed: { index: 0, cause } };
    process.repository.onEvery('commitUnclaimed', async () => refused);
    expect(await errorOf(process.deliver(order))).toBe(cause);
    expect(process.outcomes).toEqual(['failed']);
  });
});
