import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';

useFakeTime();

const order: Order = { id: 'a' };

class DeclinedError extends Error {
  override readonly name = 'DeclinedError';
  constructor(
    message: string,
    readonly code: string,
  ) {
    super(message);
  }
}

class LimitError extends DeclinedError {}

describe('replayErrors', () => {
  it('an error of a listed class is stored, and thrown again without running the method', async () => {
    const store = new InMemoryRepository();
    const own = new DeclinedError('no cover', 'E51');
    const run = jest.fn((_: Order) => Promise.reject(own));
    const process = handlerProcess(store, run, { replayErrors: [DeclinedError] });
    expect(await errorOf(process.deliver(order))).toBe(own);
    const replayed = await errorOf(process.deliver(order));
    expect(replayed).not.toBe(own);
    expect(replayed).toBeInstanceOf(DeclinedError);
    expect(replayed).toMatchObject({ name: 'DeclinedError', message: 'no cover', code: 'E51' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(store.records).toMatchObject([{ status: 'COMPLETE' }]);
    expect(process.outcomes).toEqual(['executed', 'replayed']);
  });

  it.each([
    ['the first', new DeclinedError('no cover', 'E51')],
    ['the last', new RangeError('no stock')],
  ])('one class of several is enough: %s', async (_, own) => {
    const run = jest.fn((_order: Order) => Promise.reject(own));
    const process = handlerProcess(new InMemoryRepository(), run, { replayErrors: [DeclinedError, RangeError] });
    await errorOf(process.deliver(order));
    expect(await errorOf(process.deliver(order))).toMatchObject({ name: own.name, message: own.message });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('a subclass counts, another error does not', async () => {
    const run = jest.fn(({ id }: Order) => Promise.reject(id === 'a' ? new LimitError('', '') : new Error('passing')));
    const process = handlerProcess(new InMemoryRepository(), run, { replayErrors: [DeclinedError] });
    for (const id of ['a', 'a', 'b', 'b']) await errorOf(process.deliver({ id }));
    expect(run.mock.calls.map(([{ id }]) => id)).toEqual(['a', 'b', 'b']);
  });

  it('a predicate decides, also about values that are no errors', async () => {
    const run = jest.fn((_: Order) => Promise.reject({ code: 'E51' }));
    const replayErrors = (error: unknown) => (error as { code?: string }).code === 'E51';
    const process = handlerProcess(new InMemoryRepository(), run, { replayErrors });
    await errorOf(process.deliver(order));
    expect(await errorOf(process.deliver(order))).toStrictEqual({ code: 'E51' });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('an error that a predicate chose comes back under its name, of no class of its own', async () => {
    const own = new DeclinedError('no cover', 'E51');
    const run = jest.fn((_: Order) => Promise.reject(own));
    const process = handlerProcess(new InMemoryRepository(), run, { replayErrors: () => true });
    expect(await errorOf(process.deliver(order))).toBe(own);
    const replayed = await errorOf(process.deliver(order));
    expect(replayed).toBeInstanceOf(Error);
    expect(replayed).not.toBeInstanceOf(DeclinedError);
    expect(replayed).toMatchObject({ name: 'DeclinedError', message: 'no cover', code: 'E51' });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('a duplicate that joined gets a copy of the error', async () => {
    const ends = gate<string>();
    const run = (_: Order) => ends.opened;
    const process = handlerProcess(new InMemoryRepository(), run, { replayErrors: [DeclinedError] });
    const answers = [errorOf(process.deliver(order)), errorOf(process.deliver(order))];
    await settle();
    ends.fail(new DeclinedError('no cover', 'E51'));
    const [first, joined] = await Promise.all(answers);
    expect(joined).toMatchObject({ name: 'DeclinedError', code: 'E51' });
    expect(joined).not.toBe(first);
    expect(process.repository.sent).toEqual(['claim', 'complete']);
  });
});

describe('maxAttempts', () => {
  it('the error of the last attempt is stored and replayed', async () => {
    const errors = [new Error('first'), new Error('second'), new Error('third')];
    let runs = 0;
    const run = jest.fn((_: Order) => Promise.reject(errors[runs++]));
    const process = handlerProcess(new InMemoryRepository(), run, { maxAttempts: 2 });
    expect(await errorOf(process.deliver(order))).toBe(errors[0]);
    expect(await errorOf(process.deliver(order))).toBe(errors[1]);
    expect(await errorOf(process.deliver(order))).toMatchObject({ message: 'second' });
    expect(run).toHaveBeenCalledTimes(2);
    expect(process.outcomes).toEqual(['failed', 'executed', 'replayed']);
  });

  it('starts again when the ttl has ended', async () => {
    const run = jest.fn((_: Order) => Promise.reject(new Error('no stock')));
    const process = handlerProcess(new InMemoryRepository(), run, { maxAttempts: 2, ttl: '1m' });
    await errorOf(process.deliver(order));
    jest.advanceTimersByTime(62_000);
    await errorOf(process.deliver(order));
    await errorOf(process.deliver(order));
    await errorOf(process.deliver(order));
    expect(run).toHaveBeenCalledTimes(3);
  });
});
