import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import type { ClaimRequest, RenewRequest } from '../../lib/repository/writes.js';
import { elapse, errorOf, gate, lambdaContext, START_MS, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order, type ProcessOptions } from './handler-process.js';
import { loseRequest, type RemoteRepository } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

/** A call that is running, and ends on command. */
function running(options: ProcessOptions, ...context: readonly unknown[]) {
  const store = new InMemoryRepository();
  const ends = gate<string>();
  const process = handlerProcess(store, (..._args: unknown[]) => ends.opened, options);
  const answer = process.deliver(order, ...context);
  answer.catch(() => undefined);
  const leaseLeftMs = () => (store.records[0]?.leaseEndsAtMs ?? 0) - Date.now();
  return { store, process, ends, answer, leaseLeftMs };
}

const claimIn = ({ requests }: RemoteRepository) =>
  requests.find(({ name }) => name === 'claim')?.request as ClaimRequest;

const renewals = ({ requests }: RemoteRepository) => requests.filter(({ name }) => name === 'renew');

describe('the default lease', () => {
  it('is the remaining time of the Lambda invocation, without heartbeat', async () => {
    const { process, ends, answer } = running({}, lambdaContext(60_000));
    await elapse(50_000);
    expect(claimIn(process.repository).leaseEndsAtMs).toBe(START_MS + 60_000);
    expect(process.repository.sent).toEqual(['claim']);
    expect(jest.getTimerCount()).toBe(0);
    ends.open('done');
    expect(await answer).toBe('done');
  });

  it.each([
    ['there is no context', []],
    ['the context tells NaN', [{ getRemainingTimeInMillis: () => NaN }]],
    ['the context tells Infinity', [{ getRemainingTimeInMillis: () => Infinity }]],
    ['the context is a mock', [{ getRemainingTimeInMillis: jest.fn() }]],
    ['the context tells text', [{ getRemainingTimeInMillis: () => '5000' }]],
    ['the member is no function', [{ getRemainingTimeInMillis: 5_000 }]],
    ['the context is null', [null]],
  ])('is 30 s with heartbeat when %s', async (_, context) => {
    const { process, ends, answer, leaseLeftMs } = running({}, ...context);
    await elapse(0);
    expect(claimIn(process.repository).leaseEndsAtMs).toBe(START_MS + 30_000);
    await elapse(90_000);
    expect(leaseLeftMs()).toBeGreaterThan(15_000);
    ends.open('done');
    expect(await answer).toBe('done');
  });

  it('finds the context wherever it is among the arguments', async () => {
    const { process, ends } = running({}, 'x', undefined, lambdaContext(5_000));
    await elapse(0);
    expect(claimIn(process.repository).leaseEndsAtMs).toBe(START_MS + 5_000);
    ends.open('done');
  });
});

describe('an explicit lease', () => {
  it('is renewed for as long as the method runs', async () => {
    const { process, ends, answer, leaseLeftMs } = running({ lease: '3s' });
    for (let second = 0; second < 60; second++) {
      await elapse(1_000);
      expect(leaseLeftMs()).toBeGreaterThanOrEqual(2_000);
    }
    ends.open('done');
    expect(await answer).toBe('done');
    expect(renewals(process.repository)).toHaveLength(60);
  });

  it('survives two lost renewals in a row', async () => {
    const { process, ends, answer, leaseLeftMs } = running({ lease: '3s' });
    process.repository.onNext('renew', loseRequest);
    process.repository.onNext('renew', loseRequest);
    await elapse(2_900);
    expect(leaseLeftMs()).toBeGreaterThan(0);
    await elapse(200);
    expect(leaseLeftMs()).toBeGreaterThan(2_500);
    ends.open('done');
    expect(await answer).toBe('done');
  });

  it('never reaches past the deadline', async () => {
    const { process, ends } = running({ lease: '3s' }, lambdaContext(4_000));
    const deadlineMs = Date.now() + 4_000;
    await elapse(3_999);
    expect(renewals(process.repository).length).toBeGreaterThan(0);
    for (const { request } of renewals(process.repository)) {
      expect((request as RenewRequest).leaseEndsAtMs).toBeLessThanOrEqual(deadlineMs);
    }
    ends.open('done');
  });

  it('leaves no timer once it reaches the deadline', async () => {
    const { ends } = running({ lease: '3s' }, lambdaContext(4_000));
    await elapse(2_500);
    expect(jest.getTimerCount()).toBe(0);
    ends.open('done');
  });

  it('longer than the deadline is cut to it', async () => {
    const { process, ends } = running({ lease: '1h' }, lambdaContext(4_000));
    await elapse(0);
    expect(claimIn(process.repository).leaseEndsAtMs).toBe(START_MS + 4_000);
    ends.open('done');
  });

  it('longer than the ttl keeps the record until the lease is over for every clock', async () => {
    const { store, process, ends, answer } = running({ lease: '60s', ttl: '13s' });
    await elapse(0);
    expect(store.records[0]!.expiresAtSeconds * 1_000).toBeGreaterThanOrEqual(START_MS + 61_000);
    await elapse(30_000);
    const other = handlerProcess(store, (_: unknown) => 'of the other', { ttl: '13s', wait: false });
    expect(await errorOf(other.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    ends.open('done');
    expect(await answer).toBe('done');
    expect(await other.deliver(order)).toBe('done');
    await elapse(14_000);
    expect(await other.deliver(order)).toBe('of the other');
    expect(process.outcomes).toEqual(['executed']);
  });
});

describe('the timers of a call', () => {
  it.each([
    ['returns', (ends: ReturnType<typeof gate<string>>) => ends.open('done')],
    ['throws', (ends: ReturnType<typeof gate<string>>) => ends.fail(new Error('no stock'))],
  ])('end when the method %s', async (_, end) => {
    const { ends, answer } = running({ lease: '3s' });
    await elapse(1_500);
    expect(jest.getTimerCount()).toBeGreaterThan(0);
    end(ends);
    await answer.catch(() => undefined);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('the time left', () => {
  it.each([0, -5])('%d ms: refused before any request, and the method is not run', async (leftMs) => {
    const run = jest.fn((_order: Order, _context: object) => 'done');
    for (const options of [{}, { whenUnavailable: 'execute' }, { claim: 'at-commit' }] as const) {
      const process = handlerProcess(new InMemoryRepository(), run, options);
      const error = await errorOf(process.deliver(order, lambdaContext(leftMs)));
      expect(error).toMatchObject({
        code: 'IDEMPOTENCY_REPOSITORY',
        retryable: true,
        operation: 'onOrder',
        message:
          `${MEMBER}: the method was not run. The time left (getRemainingTimeInMillis() of the Lambda context) was ` +
          'over before the record was held. Raise the time-out of the function.',
      });
      expect(process.repository.sent).toEqual([]);
    }
    expect(run).not.toHaveBeenCalled();
  });

  it('a few milliseconds are enough where the store answers at once', async () => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order, _context: object) => 'done');
    expect(await process.deliver(order, lambdaContext(3))).toBe('done');
  });

  it('bounds every request', async () => {
    const limits: number[] = [];
    const store = new InMemoryRepository();
    const process = handlerProcess(
      new Proxy(store, {
        get: (target, name: keyof InMemoryRepository) =>
          name === 'claim' || name === 'complete'
            ? (request: never, limit: { timeoutMs: number }) => {
                limits.push(limit.timeoutMs);
                return target[name](request, limit);
              }
            : target[name],
      }),
      (_: Order, _context: object) => 'done',
    );
    await process.deliver(order, lambdaContext(2_000));
    await process.deliver({ id: 'b' }, lambdaContext(60));
    await process.deliver({ id: 'c' }, lambdaContext(900_000));
    expect(limits).toEqual([1_900, 950, 30, 30, 10_000, 5_000]);
  });

  it('is told to the method as its deadline', async () => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order, _context?: object) => execution().deadline);
    expect(await process.deliver(order, lambdaContext(2_000))).toEqual(new Date(START_MS + 2_000));
    expect(await process.deliver({ id: 'b' })).toBeUndefined();
  });
});

describe('two clocks a second apart', () => {
  it.each([1_000, -1_000])('a worker %d ms ahead does not take over from one that is alive', async (clockAheadMs) => {
    const store = new InMemoryRepository();
    const ends = gate<string>();
    const first = handlerProcess(store, (..._args: unknown[]) => ends.opened);
    const answer = first.deliver(order, lambdaContext(10_000));
    const run = jest.fn((..._args: unknown[]) => 'of the second');
    const second = handlerProcess(store, run, { wait: '20s' }, { clockAheadMs });
    const duplicate = second.deliver(order);
    await elapse(9_990);
    expect(run).not.toHaveBeenCalled();
    ends.open('of the first');
    await elapse(1_100);
    expect(await Promise.all([answer, duplicate])).toEqual(['of the first', 'of the first']);
  });

  it('a lapsed lease is taken over by the slower clock too, at the latest after twice the skew', async () => {
    const store = new InMemoryRepository();
    const dead = handlerProcess(store, (..._args: unknown[]) => new Promise<string>(() => undefined));
    void dead.deliver(order, lambdaContext(10_000));
    await elapse(0);
    const slow = handlerProcess(store, (_: Order) => 'of the slow', { wait: '20s' }, { clockAheadMs: -1_000 });
    const answer = slow.deliver(order);
    await elapse(12_500);
    expect(await answer).toBe('of the slow');
  });

  it('fences rise also where the clock of the successor is behind', async () => {
    const store = new InMemoryRepository();
    const fence = () => execution().fence;
    const failing = (): Promise<number> => Promise.reject(new Error('no stock'));
    const fast = handlerProcess<[Order], number>(store, failing, {}, { clockAheadMs: 500 });
    const slow = handlerProcess<[Order], number>(store, fence, {}, { clockAheadMs: -500 });
    await errorOf(fast.deliver(order));
    const before = store.records[0]!.fence;
    expect(await slow.deliver(order)).toBe(before + 1);
  });
});
