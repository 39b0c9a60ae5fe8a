import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, lambdaContext, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';
import { hang, loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

describe('joining the running call of the same process', () => {
  it('ends when the lease of that call lapses: a frozen leader is nobody to join', async () => {
    const run = jest.fn((_: Order) => new Promise<string>(() => undefined));
    const process = handlerProcess(new InMemoryRepository(), run, { lease: '2s', wait: '1h' });
    process.repository.onEvery('renew', hang);
    void process.deliver(order);
    await settle();
    const duplicate = process.deliver(order);
    await elapse(1_900);
    expect(process.repository.sent).not.toContain('find');
    run.mockResolvedValueOnce('of the second');
    await elapse(2_000);
    expect(await Promise.race([duplicate, settle()])).toBe('of the second');
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('a leader thawed after its lease is not joined by a new delivery', async () => {
    const run = jest.fn((_: Order, _context: object) => new Promise<string>(() => undefined));
    const process = handlerProcess(new InMemoryRepository(), run);
    void process.deliver(order, lambdaContext(10_000));
    await settle();
    // Frozen: the clock goes on, no timer fires.
    jest.setSystemTime(Date.now() + 60_000);
    run.mockResolvedValueOnce('of the second');
    expect(await process.deliver(order, lambdaContext(10_000))).toBe('of the second');
  });

  it('a frozen leader whose record has expired does not refuse another fingerprint', async () => {
    const run = jest.fn((_: Order) => new Promise<string>(() => undefined));
    const process = handlerProcess(new InMemoryRepository(), run, { key: 'id', fingerprint: 'total', ttl: '1m' });
    process.repository.onEvery('renew', hang);
    void process.deliver({ id: 'a', total: 1 });
    await elapse(62_000);
    run.mockResolvedValueOnce('of the second');
    expect(await process.deliver({ id: 'a', total: 2 })).toBe('of the second');
  });

  it('a leader whose claim is answered by nobody is waited for no longer than any other', async () => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'done', { wait: '20s' });
    process.repository.onNext('claim', hang);
    void process.deliver(order);
    const duplicate = process.deliver(order);
    await elapse(19_000);
    expect(await Promise.race([duplicate, settle()])).toBeUndefined();
    await elapse(2_000);
    expect(await Promise.race([duplicate, settle()])).toBe('done');
  });

  it('a leader that fails closed leaves its duplicates to try for themselves', async () => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'done');
    process.repository.onNext('claim', loseRequest);
    const first = errorOf(process.deliver(order));
    expect(await process.deliver(order)).toBe('done');
    expect(await first).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  });

  it('a leader answered from the record answers those who joined it', async () => {
    const store = new InMemoryRepository();
    await handlerProcess(store, (_: Order) => ({ done: true })).deliver(order);
    const process = handlerProcess(store, (_: Order) => ({ done: false }));
    const answers = await Promise.all([process.deliver(order), process.deliver(order), process.deliver(order)]);
    expect(answers).toStrictEqual([{ done: true }, { done: true }, { done: true }]);
    expect(new Set(answers).size).toBe(3);
    expect(process.repository.sent).toEqual(['claim']);
    expect(process.outcomes).toEqual(['replayed', 'joined', 'joined']);
  });

  it('a leader whose completion stays unknown answers those who joined it with its result', async () => {
    const ends = gate<string>();
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => ends.opened);
    process.repository.onEvery('complete', loseRequest);
    const answers = Promise.all([process.deliver(order), process.deliver(order)]);
    await settle();
    ends.open('done');
    await elapse(4_000);
    expect(await answers).toEqual(['done', 'done']);
  });

  it('a leader whose staged condition fails leaves its duplicates to run for themselves', async () => {
    const cause = new Error('ConditionalCheckFailed');
    const run = jest.fn((_: Order) => 'done');
    run.mockImplementationOnce(() => {
      execution().stage({ Put: { TableName: 'orders', Item: { id: 'a' } } });
      return 'never written';
    });
    const process = handlerProcess(new InMemoryRepository(), run);
    process.repository.onNext('commit', async () => ({ applied: false, stagedConditionFailed: { index: 0, cause } }));
    const first = errorOf(process.deliver(order));
    expect(await process.deliver(order)).toBe('done');
    expect(await first).toBe(cause);
  });

  it('a leader that was overtaken answers those who joined it with the result of its successor', async () => {
    const elsewhere = new InMemoryRepository();
    await handlerProcess(elsewhere, (_: Order) => 'of the successor').deliver(order);
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => 'overtaken');
    process.repository.onNext('complete', async () => ({ applied: false, record: elsewhere.records[0] }));
    const answers = await Promise.all([process.deliver(order), process.deliver(order)]);
    expect(answers).toEqual(['of the successor', 'of the successor']);
    expect(process.outcomes).toEqual(['lease_lost', 'joined']);
  });

  it('is bound to one repository and one operation', async () => {
    const ends = gate<string>();
    const run = jest.fn((_: Order) => ends.opened);
    const store = new InMemoryRepository();
    const processes = [
      handlerProcess(store, run),
      handlerProcess(store, run, { operation: 'other' }),
      handlerProcess(new InMemoryRepository(), run),
    ];
    const answers = processes.map((process) => process.deliver(order));
    await settle();
    expect(run).toHaveBeenCalledTimes(3);
    ends.open('done');
    await Promise.all(answers);
  });
});
