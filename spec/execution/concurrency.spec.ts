import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';

useFakeTime();

const order: Order = { id: 'a' };

describe('concurrent duplicates', () => {
  it('of 50 deliveries over 5 processes one runs, and all get its answer', async () => {
    const store = new InMemoryRepository();
    const run = jest.fn(async ({ id }: Order) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { id, at: new Date(), seen: new Map([[id, 1n]]) };
    });
    const processes = Array.from({ length: 5 }, () => handlerProcess(store, run));
    const answers = Promise.all(Array.from({ length: 50 }, (_, n) => processes[n % 5]!.deliver(order)));
    await elapse(5_000);
    const [first, ...others] = await answers;
    for (const other of others) expect(other).toStrictEqual(first);
    expect(new Set([first, ...others]).size).toBe(50);
    expect(run).toHaveBeenCalledTimes(1);
    expect(store.records).toMatchObject([{ status: 'COMPLETE', attempts: 1 }]);
  });

  it('when the first one fails, exactly one of those that joined it runs next', async () => {
    const store = new InMemoryRepository();
    const run = jest.fn((_: Order) => 'done');
    const fails = gate<string>();
    run.mockImplementationOnce(() => fails.opened as unknown as string);
    const process = handlerProcess(store, run);
    const [first, ...others] = Array.from({ length: 10 }, () => process.deliver(order));
    await settle();
    fails.fail(new Error('no stock'));
    expect(await errorOf(first!)).toMatchObject({ message: 'no stock' });
    expect(await Promise.all(others)).toEqual(others.map(() => 'done'));
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('keep two operations with different options on one repository apart', async () => {
    const store = new InMemoryRepository();
    const [one, other] = [gate<string>(), gate<string>()];
    const placed = handlerProcess(store, (_: Order) => one.opened, { operation: 'placed', key: 'id', ttl: '1h' });
    const paid = handlerProcess(store, (_: Order) => other.opened, {
      operation: 'paid',
      key: ['id', 'total'],
      ttl: '2h',
      fingerprint: 'total',
      lease: '10s',
    });
    const answers = [placed.deliver({ id: 'a', total: 1 }), paid.deliver({ id: 'a', total: 1 })];
    await settle();
    one.open('placed');
    other.open('paid');
    expect(await Promise.all(answers)).toEqual(['placed', 'paid']);
    const [first, second] = store.records;
    expect(first?.id).toMatch(/^placed#[0-9a-f]{64}$/);
    expect(second?.id).toMatch(/^paid#[0-9a-f]{64}$/);
    expect(first?.id.split('#')[1]).not.toBe(second?.id.split('#')[1]);
    expect(second!.expiresAtSeconds - first!.expiresAtSeconds).toBe(3_600);
    expect(first?.fingerprint).not.toBe(second?.fingerprint);
  });

  it('a duplicate that does not wait leaves the running call for others to join', async () => {
    const store = new InMemoryRepository();
    const ends = gate<string>();
    const process = handlerProcess(store, (_: Order) => ends.opened, { wait: '2s' });
    const first = process.deliver(order);
    await settle();
    const impatient = errorOf(process.deliver(order));
    await elapse(2_001);
    expect(await impatient).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    const before = process.repository.requests.length;
    const third = process.deliver(order);
    await settle();
    ends.open('done');
    expect(await Promise.all([first, third])).toEqual(['done', 'done']);
    expect(process.repository.sent.slice(before)).toEqual(['complete']);
  });
});
