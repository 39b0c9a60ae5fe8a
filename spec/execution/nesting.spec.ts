import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { gate, lambdaContext, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, type HandlerProcess, type Order } from './handler-process.js';

useFakeTime();

const order: Order = { id: 'a' };

describe('a guarded call within a guarded call', () => {
  it('of another operation with the same payload has a record of its own', async () => {
    const store = new InMemoryRepository();
    const charge = handlerProcess(store, ({ id }: Order) => `charged ${id}`, { operation: 'charge' });
    const place = handlerProcess(store, (event: Order) => charge.deliver(event), { operation: 'place' });
    expect(await place.deliver(order)).toBe('charged a');
    expect(store.records.map(({ id }) => id.split('#')[0]).sort()).toEqual(['charge', 'place']);
  });

  it.each(['before', 'at-commit'] as const)('of the same request runs straight through, claim: %s', async (claim) => {
    const depths: number[] = [];
    const process: HandlerProcess<[Order, number], string> = handlerProcess(
      new InMemoryRepository(),
      async (event: Order, depth: number): Promise<string> => {
        depths.push(depth);
        return depth === 3 ? 'bottom' : process.deliver(event, depth + 1);
      },
      { claim },
    );
    const started = Date.now();
    expect(await process.deliver(order, 1)).toBe('bottom');
    expect(depths).toEqual([1, 2, 3]);
    expect(process.repository.sent).toEqual(claim === 'before' ? ['claim', 'complete'] : ['commitUnclaimed']);
    expect(Date.now()).toBe(started);
  });

  it('of another request of the same operation is guarded', async () => {
    const store = new InMemoryRepository();
    const process: HandlerProcess<[Order], string> = handlerProcess(store, async ({ id }: Order): Promise<string> =>
      id === 'a' ? `a then ${await process.deliver({ id: 'b' })}` : id,
    );
    expect(await process.deliver(order)).toBe('a then b');
    expect(store.size).toBe(2);
  });

  it('gets an execution of its own and gives the outer one back', async () => {
    const store = new InMemoryRepository();
    const inner = handlerProcess(store, (_: Order) => execution().operation, { operation: 'inner' });
    const outer = handlerProcess(
      store,
      async (event: Order) => [execution().operation, await inner.deliver(event), execution().operation],
      { operation: 'outer' },
    );
    expect(await outer.deliver(order)).toEqual(['outer', 'inner', 'outer']);
  });

  it('inherits the deadline of the outer one, unless it has a context itself', async () => {
    const store = new InMemoryRepository();
    const inner = handlerProcess(store, (_: Order, _context?: object) => execution().deadline?.getTime(), {
      operation: 'inner',
    });
    const outer = handlerProcess(
      store,
      async (event: Order, _context: object) => [
        await inner.deliver(event),
        await inner.deliver({ id: 'b' }, lambdaContext(3_000)),
      ],
      { operation: 'outer' },
    );
    const now = Date.now();
    expect(await outer.deliver(order, lambdaContext(9_000))).toEqual([now + 9_000, now + 3_000]);
  });

  it('from a chain of its own is a duplicate like any other, also while the record is held', async () => {
    const store = new InMemoryRepository();
    const ends = gate<string>();
    const run = jest.fn((_: Order) => ends.opened);
    const process = handlerProcess(store, run);
    const answers = [process.deliver(order), process.deliver(order)];
    await settle();
    ends.open('done');
    expect(await Promise.all(answers)).toEqual(['done', 'done']);
    expect(run).toHaveBeenCalledTimes(1);
  });
});
