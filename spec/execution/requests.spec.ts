import { CachedRepository } from '../../lib/repository/cached/cached-repository.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';

useFakeTime();

const receipt = async ({ id }: Order) => ({ receipt: id });

describe('the requests of a call', () => {
  it('are two when it is the first', async () => {
    const first = handlerProcess(new InMemoryRepository(), receipt);
    await first.deliver({ id: 'a' });
    expect(first.repository.sent).toEqual(['claim', 'complete']);
  });

  it('are one when it is a duplicate', async () => {
    const store = new InMemoryRepository();
    await handlerProcess(store, receipt).deliver({ id: 'a' });
    const duplicate = handlerProcess(store, receipt);
    await duplicate.deliver({ id: 'a' });
    expect(duplicate.repository.sent).toEqual(['claim']);
  });

  it('are two when the method throws', async () => {
    const failing = handlerProcess(new InMemoryRepository(), (_: Order) => Promise.reject(new Error('no stock')));
    await expect(failing.deliver({ id: 'a' })).rejects.toThrow('no stock');
    expect(failing.repository.sent).toEqual(['claim', 'fail']);
  });

  it('are none when a CachedRepository knows the answer', async () => {
    const run = jest.fn(receipt);
    const behind = handlerProcess(new InMemoryRepository(), run);
    const cached = handlerProcess(new CachedRepository(behind.repository, { max: 10 }), run);
    await cached.deliver({ id: 'a' });
    const before = behind.repository.requests.length;
    expect(await cached.deliver({ id: 'a' })).toStrictEqual({ receipt: 'a' });
    expect(behind.repository.requests.length - before).toBe(0);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('are none when a call of the same process is running and is joined', async () => {
    const ends = gate<string>();
    const run = jest.fn((_: Order) => ends.opened);
    const process = handlerProcess(new InMemoryRepository(), run);
    const answers = Array.from({ length: 50 }, () => process.deliver({ id: 'a' }));
    await settle();
    ends.open('done');
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 50 }, () => 'done'));
    expect(process.repository.sent).toEqual(['claim', 'complete']);
    expect(run).toHaveBeenCalledTimes(1);
    expect(process.outcomes.filter((outcome) => outcome === 'joined')).toHaveLength(49);
  });
});
