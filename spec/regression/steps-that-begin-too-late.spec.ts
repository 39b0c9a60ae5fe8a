import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, gate, settle, START_MS, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess, type Order } from '../execution/handler-process.js';
import { holdUntil } from '../execution/remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

/**
 * ```
 *   claim |<───── lease ─────>|   frozen   | step: asks for a renewal, whose answer is late
 *                                          | the method fails, nobody can wait: FAILED
 *                                          |      the answer: by now another delivery may run the same step
 * ```
 */
describe('a step that still asks whether it may begin when its call has ended', () => {
  it('does not begin', async () => {
    const charge = jest.fn();
    const answered = gate();
    const steps: Promise<unknown>[] = [];
    const process = handlerProcess(new InMemoryRepository(), async (_: Order) => {
      jest.setSystemTime(START_MS + 31_000);
      steps.push(errorOf(execution().step('charge', charge)));
      throw new Error('mail down');
    });
    process.repository.onNext('renew', holdUntil(answered.opened));
    const failed = errorOf(process.deliver(order));
    await settle();
    expect(await failed).toMatchObject({ message: 'mail down' });
    answered.open();
    expect(await Promise.all(steps)).toEqual([
      expect.objectContaining({
        code: 'IDEMPOTENCY_CONFIGURATION',
        message: expect.stringMatching(/came too late, when the method had ended.*The step was not run\.$/),
      }),
    ]);
    expect(charge).not.toHaveBeenCalled();
  });
});
