import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, lambdaContext, settle, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess, type Order } from '../execution/handler-process.js';

useFakeTime();

const order: Order = { id: 'a' };

/** Two steps side by side, of which the second fails the first time; the first ends when its gate opens. */
function sideBySide() {
  const charged = gate<string>();
  const charge = jest.fn(() => charged.opened);
  const mail = jest.fn(async () => 'mailed').mockRejectedValueOnce(new Error('mail down'));
  const method = async (_: Order, _context?: object) => {
    const { step } = execution();
    return await Promise.all([step('charge', charge), step('mail', mail)]);
  };
  return { charged, charge, mail, method };
}

describe('a step that is under way when its sibling fails the method', () => {
  it('is awaited and stored before another attempt is admitted', async () => {
    const { charged, charge, mail, method } = sideBySide();
    const process = handlerProcess(new InMemoryRepository(), method, { wait: '10s' });
    const [first, second] = [errorOf(process.deliver(order)), process.deliver(order)];
    await elapse(5_000);
    expect(charge).toHaveBeenCalledTimes(1);
    charged.open('charged');
    expect(await first).toMatchObject({ message: 'mail down' });
    await elapse(1_000);
    expect(await second).toEqual(['charged', 'mailed']);
    expect(charge).toHaveBeenCalledTimes(1);
    expect(mail).toHaveBeenCalledTimes(2);
  });

  it('still finds its execution, but begins no further step', async () => {
    const found = jest.fn();
    const go = gate();
    const method = async (_: Order) => {
      const { step } = execution();
      const chain = step('first', async () => {
        await go.opened;
        found(execution().childKey('x'));
      }).then(() => step('second', found));
      await Promise.all([chain, Promise.reject(new Error('at once'))]);
    };
    const failed = errorOf(handlerProcess(new InMemoryRepository(), method).deliver(order));
    await settle();
    go.open();
    expect(await failed).toMatchObject({ message: 'at once' });
    expect(found.mock.calls).toEqual([[expect.stringMatching(/^[0-9a-f]{64}$/)]]);
  });

  it('is awaited for no longer than half of the time left, and leaves no timer', async () => {
    const { method } = sideBySide();
    const process = handlerProcess(new InMemoryRepository(), method);
    const ended = jest.fn();
    const failed = errorOf(process.deliver(order, lambdaContext(10_000))).then(ended);
    await elapse(4_999);
    expect(ended).not.toHaveBeenCalled();
    await elapse(1);
    await failed;
    expect(ended).toHaveBeenCalledWith(expect.objectContaining({ message: 'mail down' }));
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is not stored, and fails nobody, when it ends later than that', async () => {
    const { charged, charge, method } = sideBySide();
    const store = new InMemoryRepository();
    const steps: Promise<unknown>[] = [];
    const process = handlerProcess(store, async (given: Order, context?: object) => {
      const { step } = execution();
      steps.push(step('late', () => charged.opened));
      return method(given, context);
    });
    const failed = errorOf(process.deliver(order, lambdaContext(10_000)));
    await elapse(5_000);
    expect(await failed).toMatchObject({ message: 'mail down' });
    charged.open('charged');
    expect(await Promise.all(steps)).toEqual(['charged']);
    expect(store.records[0]).toMatchObject({ status: 'FAILED', steps: new Map() });
    expect(charge).toHaveBeenCalledTimes(1);
    expect(process.outcomes).toEqual(['failed']);
  });
});

describe('a step that nobody awaits', () => {
  it('is awaited with the method, and its result is stored first', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, async (_: Order) => {
      void execution().step('forgotten', () => new Promise((resolve) => setTimeout(resolve, 30)));
      return 'done';
    });
    const answer = process.deliver(order);
    await elapse(29);
    expect(process.repository.sent).toEqual(['claim']);
    await elapse(1);
    expect(await answer).toBe('done');
    expect(process.repository.sent).toEqual(['claim', 'saveStep', 'complete']);
  });
});
