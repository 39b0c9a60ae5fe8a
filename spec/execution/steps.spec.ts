import { execution } from '../../lib/execution/execution.js';
import { HeldLease } from '../../lib/execution/held-lease.js';
import { Steps } from '../../lib/execution/steps.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { unpackInline } from '../../lib/result/stored-outcome.js';
import { elapse, errorOf, gate, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { oneCall, recordOf } from './one-call.js';
import { hang, loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

/** A method of two steps, whose second one fails the first time. */
function twoSteps() {
  const charge = jest.fn(() => ({ charge: 7, at: new Date() }));
  const ship = jest.fn(async () => 'shipped');
  ship.mockRejectedValueOnce(new Error('no truck'));
  const method = async (_: Order) => {
    const { step } = execution();
    return [await step('charge', charge), await step('ship', ship)] as const;
  };
  return { charge, ship, method };
}

describe('steps', () => {
  it('a later attempt gets the stored result and does not run the step; one that threw is not stored', async () => {
    const { charge, ship, method } = twoSteps();
    const store = new InMemoryRepository();
    const process = handlerProcess(store, method);
    expect(await errorOf(process.deliver(order))).toMatchObject({ message: 'no truck' });
    expect([...store.records[0]!.steps.keys()]).toEqual(['charge']);
    const [charged, shipped] = await handlerProcess(store, method).deliver(order);
    expect(charged).toStrictEqual(charge.mock.results[0]?.value);
    expect(shipped).toBe('shipped');
    expect(charge).toHaveBeenCalledTimes(1);
    expect(ship).toHaveBeenCalledTimes(2);
    expect(store.records[0]?.steps.size).toBe(0);
  });

  it('of an attempt whose worker died are kept as well', async () => {
    const store = new InMemoryRepository();
    const charge = jest.fn(() => 7);
    const dead = handlerProcess(
      store,
      async (_: Order): Promise<number> => {
        await execution().step('charge', charge);
        return new Promise(() => undefined);
      },
      { lease: '1s' },
    );
    dead.repository.onEvery('renew', hang);
    void dead.deliver(order);
    await elapse(2_001);
    const next = handlerProcess(store, (_: Order) => execution().step('charge', charge));
    expect(await next.deliver(order)).toBe(7);
    expect(charge).toHaveBeenCalledTimes(1);
  });

  it('lapse with the ttl', async () => {
    const { charge, method } = twoSteps();
    const process = handlerProcess(new InMemoryRepository(), method, { ttl: '1m' });
    await errorOf(process.deliver(order));
    jest.advanceTimersByTime(62_000);
    await process.deliver(order);
    expect(charge).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['is used until the last moment of its ttl', 59_999, 1],
    ['is not used once its ttl is over, though the record lives on', 60_000, 2],
  ])('a stored result %s', async (_, afterMs, runs) => {
    const { charge, ship, method } = twoSteps();
    const truckIsLate = () => new Promise<void>((resolve) => setTimeout(resolve, 5_000));
    ship.mockReset().mockImplementationOnce(() => truckIsLate().then(() => Promise.reject(new Error('no truck'))));
    const process = handlerProcess(new InMemoryRepository(), method, { ttl: '1m' });
    const failed = errorOf(process.deliver(order));
    await elapse(5_000);
    expect(await failed).toMatchObject({ message: 'no truck' });
    await elapse(afterMs - 5_000);
    await process.deliver(order);
    expect(charge).toHaveBeenCalledTimes(runs);
  });

  it('of a large result are given to the next attempt whole', async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => `${n * 7919} ${n}`);
    const load = jest.fn(() => lines);
    const { ship } = twoSteps();
    const process = handlerProcess(new InMemoryRepository(), async (_: Order) => {
      const loaded = await execution().step('load', load);
      return [loaded, await ship()];
    });
    await errorOf(process.deliver(order));
    expect(process.repository.sent).toContain('putResultPart');
    expect(await process.deliver(order)).toStrictEqual([lines, 'shipped']);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('do not run any more once the loss of the lease is known', async () => {
    const store = new InMemoryRepository();
    const charge = jest.fn((by: string) => by);
    const resumed = gate();
    const slow = handlerProcess(
      store,
      async (_: Order): Promise<string> => {
        const { step } = execution();
        await resumed.opened;
        return step('charge', () => charge('one'));
      },
      { lease: '1s' },
    );
    const heal = slow.repository.onEvery('renew', loseRequest);
    const answer = errorOf(slow.deliver(order));
    await elapse(2_001);
    const successor = handlerProcess(store, async (_: Order): Promise<string> => {
      await execution().step('charge', () => charge('two'));
      return new Promise(() => undefined);
    });
    void successor.deliver(order);
    await elapse(100);
    heal();
    resumed.open();
    await elapse(1_000);
    expect(await answer).toMatchObject({ code: 'IDEMPOTENCY_LEASE_LOST' });
    expect(charge.mock.calls).toEqual([['two']]);
    expect(slow.repository.sent).not.toContain('saveStep');
  });

  it('run under a lease that is over while nobody can tell whether it is lost', async () => {
    const resumed = gate();
    const cutOff = handlerProcess(
      new InMemoryRepository(),
      async (_: Order) => {
        const { step } = execution();
        await resumed.opened;
        return step('charge', () => 7);
      },
      { lease: '1s' },
    );
    const heal = cutOff.repository.onEvery('renew', loseRequest);
    const answer = cutOff.deliver(order);
    await elapse(1_500);
    resumed.open();
    await elapse(0);
    heal();
    expect(await answer).toBe(7);
  });

  it('do not run any more once the method has ended', async () => {
    const run = jest.fn(() => 7);
    const over = gate();
    let late: Promise<unknown> | undefined;
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => {
      const { step } = execution();
      late = over.opened.then(() => step('charge', run));
      return 'done';
    });
    expect(await process.deliver(order)).toBe('done');
    over.open();
    expect(await errorOf(late ?? Promise.resolve())).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message:
        `${MEMBER}: execution().step() came too late, when the method had ended: await all that it begins. The step ` +
        'was not run.',
      operation: 'onOrder',
      digest: expect.any(String),
    });
    expect(run).not.toHaveBeenCalled();
  });

  it('of another request are not used', async () => {
    const charge = jest.fn(() => 7);
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => execution().step('charge', charge));
    await process.deliver({ id: 'a' });
    await process.deliver({ id: 'b' });
    expect(charge).toHaveBeenCalledTimes(2);
  });

  it('must have names of their own within one execution', async () => {
    const run = jest.fn(() => 1);
    const process = handlerProcess(new InMemoryRepository(), async (_: Order) => {
      await execution().step('charge', run);
      await execution().step('charge', run);
    });
    const error = await errorOf(process.deliver(order));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
    expect((error as Error).message).toMatch(new RegExp(`^${MEMBER}: .*'charge'.*name of its own`));
    expect(run).toHaveBeenCalledTimes(1);
  });

  it.each(['', 'x'.repeat(256), '\ud800', 7 as never])('must have a usable name, not %p', async (name) => {
    const run = jest.fn(() => 1);
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => execution().step(name, run));
    expect(await errorOf(process.deliver(order))).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message: `${MEMBER}: the name of a step must be a string of 1 to 255 well-formed characters.`,
    });
    expect(run).not.toHaveBeenCalled();
  });

  it.each(['__proto__', 'constructor', 'a.b #c', 'x'.repeat(255)])('may be named %p', async (name) => {
    const run = jest.fn(() => 7);
    const later = jest.fn(() => 'done').mockImplementationOnce(() => {
      throw new Error('no truck');
    });
    const process = handlerProcess(new InMemoryRepository(), async (_: Order) => [
      await execution().step(name, run),
      later(),
    ]);
    await errorOf(process.deliver(order));
    expect(await process.deliver(order)).toEqual([7, 'done']);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('whose checkpoint cannot be written do not fail the method, and run again in the next attempt', async () => {
    const { charge, method } = twoSteps();
    const process = handlerProcess(new InMemoryRepository(), method);
    const heal = process.repository.onEvery('saveStep', loseRequest);
    const failed = errorOf(process.deliver(order));
    await elapse(12_000);
    expect(await failed).toMatchObject({ message: 'no truck' });
    expect(process.outcomes).toEqual(['store_unavailable', 'failed']);
    heal();
    await process.deliver(order);
    expect(charge).toHaveBeenCalledTimes(2);
  });

  it('whose result cannot be stored are told by the next attempt, and not run again', async () => {
    const open = jest.fn(() => ({ close: () => undefined }));
    const later = jest.fn(() => 'done').mockImplementationOnce(() => {
      throw new Error('no truck');
    });
    const store = new InMemoryRepository();
    const process = handlerProcess(store, async (_: Order) => {
      await execution().step('open', open);
      return later();
    });
    await errorOf(process.deliver(order));
    const stored = store.records[0]?.steps.get('open');
    expect(stored && unpackInline(stored.result)).toEqual({ kind: 'unavailable', reason: 'not-storable' });
    expect(await errorOf(process.deliver(order))).toMatchObject({
      code: 'IDEMPOTENCY_RESULT_UNAVAILABLE',
      message:
        `${MEMBER}: the step 'open' was done by an earlier attempt, but its result could not be stored or is ` +
        'damaged; the step was not run again. Return a storable value from the step.',
    });
    expect(open).toHaveBeenCalledTimes(1);
  });

  it('after the lease was lost stop the method, which gets the answer of its successor', async () => {
    const store = new InMemoryRepository();
    const charge = jest.fn(() => 7);
    const afterwards = jest.fn();
    let goOn!: () => void;
    const zombie = handlerProcess(
      store,
      async (_: Order) => {
        await new Promise<void>((resolve) => (goOn = resolve));
        await execution().step('ship', charge);
        afterwards();
        return 'of the zombie';
      },
      { lease: '1s' },
    );
    zombie.repository.onEvery('renew', loseRequest);
    const answer = zombie.deliver(order);
    await elapse(2_001);
    await handlerProcess(store, (_: Order) => 'of the successor').deliver(order);
    goOn();
    expect(await answer).toBe('of the successor');
    expect(afterwards).not.toHaveBeenCalled();
    expect(zombie.outcomes.at(-1)).toBe('lease_lost');
  });
});

describe('the steps of a method that has ended', () => {
  const held = () => {
    const { call, repository, sleep } = oneCall();
    repository.onEvery('saveStep', () => Promise.resolve({ applied: true }));
    return { steps: new Steps(call, new HeldLease(call, recordOf())), repository, sleep };
  };

  it('are waited for as long as half of the lease, by a timer that keeps the process running', async () => {
    const { steps, sleep } = held();
    const charged = gate<number>();
    const step = steps.run('charge', () => charged.opened);
    const settled = steps.settle();
    expect(sleep.mock.calls).toEqual([[15_000, { signal: expect.any(AbortSignal), keepAlive: true }]]);
    charged.open(7);
    expect(await step).toBe(7);
    await settled;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('fail nobody when they were being stored as the wait for them ended', async () => {
    const { steps, repository } = held();
    const answer = gate<unknown>();
    repository.onNext('saveStep', () => answer.opened);
    const step = steps.run('charge', () => 7);
    const settled = steps.settle();
    await elapse(15_000);
    await settled;
    answer.open({ applied: false, record: recordOf({ status: 'FAILED', leaseEndsAtMs: undefined }) });
    expect(await step).toBe(7);
  });

  it('are not waited for when they have ended, well or not', async () => {
    const { steps, sleep } = held();
    await steps.run('charge', () => 7);
    await errorOf(steps.run('ship', () => Promise.reject(new Error('no truck'))));
    expect(steps.settle()).toBeUndefined();
    expect(sleep).not.toHaveBeenCalled();
  });
});
