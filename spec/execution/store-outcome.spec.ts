import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };
const large = { list: Array.from({ length: 20_000 }, (_, n) => `${n * 7919} ${n}`) };

describe('an outcome that could not be stored', () => {
  it.each([
    ['is too large', 'x'.repeat(11_000_000), 'too-large'],
    ['has parts that could not be written', large, 'not-written'],
  ])('because it %s: duplicates are told this reason', async (_, result, reason) => {
    const process = handlerProcess(new InMemoryRepository(), (_order: Order): unknown => result);
    process.repository.onEvery('putResultPart', loseRequest);
    const first = process.deliver(order);
    await elapse(12_000);
    expect(await first).toBe(result);
    expect(await errorOf(process.deliver(order))).toMatchObject({
      code: 'IDEMPOTENCY_RESULT_UNAVAILABLE',
      message:
        `${MEMBER}: this request was completed before, but its result cannot be given again (${reason}); ` +
        'the method was not run again. Return a storable value, project it with the option `result`, or set ' +
        '`result: false`.',
    });
    expect(process.outcomes).toEqual(['executed', 'replayed']);
  });
});
