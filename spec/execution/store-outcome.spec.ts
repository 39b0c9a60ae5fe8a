import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };
const large = { list: Array.from({ length: 20_000 }, (_, n) => `${n * 7919} ${n}`) };

class Money {
  constructor(readonly amount: number) {}
}

describe('a result that no replay can give', () => {
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);

  beforeEach(() => void warn.mockClear());
  afterAll(() => warn.mockRestore());

  const warning = (why: string) => [
    `${MEMBER}: a result, or that of a step, could not be stored (${why}). Duplicates, after a step later attempts, ` +
      'fail with IdempotencyResultUnavailableError. Return plain data, project the result with the option `result`, ' +
      'or set `result: false`.',
    { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_RESULT_UNAVAILABLE' },
  ];

  const deliverTwo = async (method: () => unknown, options = {}) => {
    const { deliver } = handlerProcess(new InMemoryRepository(), (_: Order) => method(), { key: 'id', ...options });
    for (const id of ['a', 'b']) await deliver({ id });
  };

  const failing = () => {
    throw new RangeError('of the projection');
  };

  it.each([
    ['an instance', () => [new Money(5)], {}, expect.stringMatching(/\(\$\[0\] is an instance of the class Money, /)],
    ['of a step', () => execution().step('pay', () => Symbol('x')), {}, warning('$ is a symbol')[0]],
    ['too large', () => 'x'.repeat(11_000_000), {}, warning('its 11000002 bytes are too many')[0]],
    ['a projection that throws', () => 1, { result: failing }, warning('the option `result` threw an error')[0]],
  ])('is warned of, once for a method: %s', async (_, method, options, message) => {
    await deliverTwo(method, options);
    expect(warn.mock.calls).toEqual([[message, warning('')[1]]]);
  });

  it('is not warned of where it can be stored', async () => {
    await deliverTwo(() => ({ amount: 5 }));
    await deliverTwo(() => new Money(5), { result: false });
    expect(warn).not.toHaveBeenCalled();
  });
});

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
