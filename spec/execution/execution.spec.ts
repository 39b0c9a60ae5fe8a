import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, lambdaContext, START_MS, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';
import { loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

describe('execution()', () => {
  it('tells key, operation, attempt, fence and deadline', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, (_: Order, _context: object) => ({ ...execution() }));
    const told = await process.deliver(order, lambdaContext(5_000));
    expect(told).toMatchObject({
      key: process.events[0]?.digest,
      operation: 'onOrder',
      attempt: 1,
      fence: START_MS,
      deadline: new Date(START_MS + 5_000),
    });
  });

  it('outside a guarded method says where it belongs', () => {
    expect(() => execution()).toThrow(
      expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION', message: expect.stringMatching(/outside.*@Idempotent/) }),
    );
  });

  it('is found across await, timers and in concurrent calls alike', async () => {
    const process = handlerProcess(new InMemoryRepository(), async ({ id }: Order) => {
      await Promise.resolve();
      await new Promise((resolve) => setTimeout(resolve, id === 'a' ? 20 : 10));
      return execution().key;
    });
    const answers = Promise.all([process.deliver({ id: 'a' }), process.deliver({ id: 'b' })]);
    await elapse(20);
    const [a, b] = await answers;
    expect(a).not.toBe(b);
    expect(process.events.map(({ digest }) => digest).sort()).toEqual([a, b].sort());
  });

  it('is over for the caller once the call has ended', async () => {
    await handlerProcess(new InMemoryRepository(), (_: Order) => 1).deliver(order);
    expect(() => execution()).toThrow('outside');
  });

  it('attempts and fences rise with each execution', async () => {
    const seen: (readonly [number, number])[] = [];
    const run = jest.fn((_: Order) => {
      const { attempt, fence } = execution();
      seen.push([attempt, fence]);
      if (attempt < 3) throw new Error('no stock');
    });
    const process = handlerProcess(new InMemoryRepository(), run);
    await errorOf(process.deliver(order));
    await errorOf(process.deliver(order));
    await process.deliver(order);
    expect(seen.map(([attempt]) => attempt)).toEqual([1, 2, 3]);
    expect(seen[1]![1]).toBeGreaterThan(seen[0]![1]);
    expect(seen[2]![1]).toBeGreaterThan(seen[1]![1]);
  });

  it('childKey is the same in every attempt, and another for each label, request and operation', async () => {
    const keys: string[] = [];
    const run = (event: Order) => {
      keys.push(execution().childKey('charge'), execution().childKey('ship'));
      if (event.total === 0) throw new Error('no stock');
    };
    const store = new InMemoryRepository();
    const options = { key: 'id' } as const;
    await errorOf(handlerProcess(store, run, options).deliver({ id: 'a', total: 0 }));
    await handlerProcess(store, run, options).deliver({ id: 'a' });
    await handlerProcess(store, run, options).deliver({ id: 'b' });
    await handlerProcess(store, run, { ...options, operation: 'other' }).deliver({ id: 'a' });
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keys.slice(0, 2)).toEqual(keys.slice(2, 4));
    expect(new Set(keys).size).toBe(6);
  });

  it('its functions may be taken out of it', async () => {
    const process = handlerProcess(new InMemoryRepository(), async (_: Order) => {
      const { childKey, step, stage, fenceCondition } = execution();
      stage({ Put: { TableName: 'orders', Item: { id: childKey('x') } } });
      return [await step('one', () => 1), fenceCondition()] as const;
    });
    expect(await process.deliver(order)).toMatchObject([1, { ExpressionAttributeValues: { ':fence': START_MS } }]);
  });

  it('signal aborts when a renewal tells that another worker took over, with a reason', async () => {
    const store = new InMemoryRepository();
    let signal!: AbortSignal;
    const zombie = handlerProcess(
      store,
      (_: Order): Promise<string> => {
        signal = execution().signal;
        return new Promise(() => undefined);
      },
      { lease: '1s' },
    );
    const heal = zombie.repository.onEvery('renew', loseRequest);
    void zombie.deliver(order);
    await elapse(2_001);
    await handlerProcess(store, (_: Order) => 'of the successor').deliver(order);
    expect(signal.aborted).toBe(false);
    heal();
    await elapse(400);
    expect(signal.aborted).toBe(true);
    expect(signal.reason).toMatchObject({ code: 'IDEMPOTENCY_LEASE_LOST', operation: 'onOrder' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('signal does not abort when the method simply ends', async () => {
    let signal!: AbortSignal;
    await handlerProcess(new InMemoryRepository(), (_: Order) => void ({ signal } = execution())).deliver(order);
    await elapse(60_000);
    expect(signal.aborted).toBe(false);
  });

  it.each([
    ["under a name of one's choice", 'writtenUnder', ['writtenUnder']],
    ['under `fence` by default', 'fence', []],
  ])('fenceCondition holds for an item of a lower or the same fence, %s', async (_, attribute, args) => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => execution().fenceCondition(...args));
    expect(await process.deliver(order)).toEqual({
      ConditionExpression: 'attribute_not_exists(#fence) OR #fence <= :fence',
      ExpressionAttributeNames: { '#fence': attribute },
      ExpressionAttributeValues: { ':fence': START_MS },
    });
  });
});
