import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';

useFakeTime();

const options = { key: 'id', fingerprint: 'total' } as const;
const mismatch = {
  code: 'IDEMPOTENCY_PAYLOAD_MISMATCH',
  retryable: false,
  operation: 'onOrder',
  message: expect.stringMatching(new RegExp(`^${MEMBER}: .*\`fingerprint\`.*new key`)),
};

describe('the same key with another fingerprint', () => {
  it('is refused after the first was completed, and the record stays as it is', async () => {
    const store = new InMemoryRepository();
    const run = jest.fn((order: Order) => order.total);
    const process = handlerProcess(store, run, options);
    await process.deliver({ id: 'a', total: 5 });
    const before = store.records;
    expect(await errorOf(process.deliver({ id: 'a', total: 500 }))).toMatchObject(mismatch);
    expect(store.records).toEqual(before);
    expect(await process.deliver({ id: 'a', total: 5 })).toBe(5);
    expect(run).toHaveBeenCalledTimes(1);
    expect(process.outcomes).toEqual(['executed', 'mismatch', 'replayed']);
  });

  it('is refused after the first failed', async () => {
    const failing = (_: Order) => Promise.reject(new Error('no stock'));
    const process = handlerProcess(new InMemoryRepository(), failing, options);
    await errorOf(process.deliver({ id: 'a', total: 5 }));
    expect(await errorOf(process.deliver({ id: 'a', total: 500 }))).toMatchObject(mismatch);
  });

  it.each(['the same process', 'another process'])('is refused at once while the first runs in %s', async (where) => {
    const store = new InMemoryRepository();
    const ends = gate<string>();
    const run = jest.fn((_: Order) => ends.opened);
    const first = handlerProcess(store, run, options);
    const second = where === 'another process' ? handlerProcess(store, run, options) : first;
    const answer = first.deliver({ id: 'a', total: 5 });
    await settle();
    const before = store.records;
    expect(await errorOf(second.deliver({ id: 'a', total: 500 }))).toMatchObject(mismatch);
    expect(store.records).toEqual(before);
    expect(second.repository.sent).toEqual(['claim']);
    ends.open('done');
    expect(await answer).toBe('done');
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('is judged by the store when the first has not claimed its record yet', async () => {
    const process = handlerProcess(new InMemoryRepository(), (order: Order) => order.total, options);
    const answers = await Promise.allSettled([
      process.deliver({ id: 'a', total: 5 }),
      process.deliver({ id: 'a', total: 500 }),
    ]);
    expect(answers).toMatchObject([{ value: 5 }, { reason: mismatch }]);
  });

  it('is a new request once the ttl has ended', async () => {
    const process = handlerProcess(new InMemoryRepository(), (order: Order) => order.total, { ...options, ttl: '1m' });
    await process.deliver({ id: 'a', total: 5 });
    jest.advanceTimersByTime(62_000);
    expect(await process.deliver({ id: 'a', total: 500 })).toBe(500);
  });
});

it.each([
  ["'total' has no value", {}],
  ["'total' is NaN, which no JSON number can be", { total: NaN }],
])('a fingerprint that cannot be compared is refused before any request: %s', async (why, rest) => {
  const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'done', options);
  expect(await errorOf(process.deliver({ id: 'a', ...rest }))).toMatchObject({
    code: 'IDEMPOTENCY_KEY_MISSING',
    message: expect.stringContaining(`${why} (option \`fingerprint\`); the method was not run.`),
  });
  expect(process.repository.sent).toEqual([]);
});

it('a record of an operation that compares none bears a dash, as the records of every version do', async () => {
  const store = new InMemoryRepository();
  await handlerProcess(store, (order: Order) => order.total, { key: 'id' }).deliver({ id: 'a', total: 5 });
  expect(store.records).toMatchObject([{ fingerprint: '-' }]);
});
