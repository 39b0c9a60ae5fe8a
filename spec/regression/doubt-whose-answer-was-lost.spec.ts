import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess, type Order } from '../execution/handler-process.js';
import { hang, loseResponse, sendAgain } from '../execution/remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

async function afterCrash(): Promise<InMemoryRepository> {
  const store = new InMemoryRepository();
  const dead = handlerProcess(store, (_: Order) => new Promise(() => undefined), { lease: '1s' });
  dead.repository.onEvery('renew', hang);
  void dead.deliver(order);
  await elapse(2_001);
  return store;
}

describe('a doubt that was written, but whose answer was lost', () => {
  it.each([
    ['the response is lost', loseResponse],
    ['the same request comes twice', sendAgain],
  ])('is a doubt: %s', async (_how, fault) => {
    const store = await afterCrash();
    const next = handlerProcess(store, async (_: Order) => 'x', { recovery: async () => ({ state: 'unknown' }) });
    next.repository.onNext('doubt', fault);
    const error = errorOf(next.deliver(order));
    await elapse(5_000);
    expect(await error).toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT' });
    expect(store.records).toMatchObject([{ status: 'IN_DOUBT' }]);
    expect(next.outcomes).toEqual(['takeover', 'in_doubt']);
  });

  it.each([
    ['of another worker', { status: 'IN_DOUBT', owner: 'another' }],
    ['of another attempt', { status: 'IN_DOUBT', fence: 0 }],
    ['none at all', { status: 'FAILED' }],
    ['gone with its record', undefined],
  ])('but not one that is %s', async (_whose, shown) => {
    const store = await afterCrash();
    const next = handlerProcess(store, async (_: Order) => 'x', { recovery: async () => ({ state: 'unknown' }) });
    const record = () => shown && { ...store.records[0], ...shown };
    next.repository.onNext('doubt', async () => ({ applied: false, record: record() }));
    const error = errorOf(next.deliver(order));
    await elapse(5_000);
    expect(await error).toMatchObject({ code: 'IDEMPOTENCY_LEASE_LOST' });
  });
});
