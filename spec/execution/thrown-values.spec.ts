import { IdempotencyInProgressError } from '../../lib/errors/in-progress-error.js';
import { IdempotencyKeyMissingError } from '../../lib/errors/key-missing-error.js';
import { IdempotencyLeaseLostError } from '../../lib/errors/lease-lost-error.js';
import { IdempotencyRepositoryError } from '../../lib/errors/repository-error.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';

useFakeTime();

const named = (name: unknown): Error => Object.defineProperty(new Error('odd'), 'name', { value: name });
const withTrap = (): unknown =>
  new Proxy(new Error('trap'), {
    get(target, name) {
      if (name === 'then') return undefined;
      throw new Error(`${String(name)} of ${typeof target} may not be read`);
    },
    getPrototypeOf() {
      throw new Error('nor its prototype');
    },
  });

const brokenPredicate = (): boolean => {
  throw new Error('of the predicate');
};

const thrown: readonly (readonly [string, unknown])[] = [
  ['an error', new Error('no stock')],
  ['a string', 'no stock'],
  ['undefined', undefined],
  ['null', null],
  ['a number', NaN],
  ['a symbol', Symbol('no stock')],
  ['a function', () => undefined],
  ['a frozen object', Object.freeze({ code: 'NO_STOCK' })],
  ['a frozen error', Object.freeze(new Error('no stock'))],
  ['an error named like one of the SDK', named('ConditionalCheckFailedException')],
  ['an error named like one of the library', named('IdempotencyInProgressError')],
  ['an error without a usable name', named({ toString: undefined })],
  ['an error that cannot be looked at', withTrap()],
  ['an IdempotencyInProgressError', new IdempotencyInProgressError('of another', { retryAfterMs: 1 })],
  ['an IdempotencyRepositoryError', new IdempotencyRepositoryError('of another')],
  ['an IdempotencyKeyMissingError', new IdempotencyKeyMissingError('of another')],
  ['an IdempotencyLeaseLostError', new IdempotencyLeaseLostError('of another')],
];

describe.each([
  ['by default', {}],
  ['with every lenient option', { whenUnavailable: 'execute', onMissingKey: 'execute' }],
  ['with a class of errors that are replayed', { replayErrors: [RangeError] }],
  ['with a predicate that throws', { replayErrors: brokenPredicate }],
] as const)('what the method throws reaches its caller as it is, %s', (_, options) => {
  it.each(thrown)('%s', async (_name, value) => {
    const run = jest.fn((_order: Order) => Promise.reject(value));
    const process = handlerProcess(new InMemoryRepository(), run, options);
    expect(await errorOf(process.deliver({ id: 'a' }))).toBe(value);
    expect(run).toHaveBeenCalledTimes(1);
    expect(process.repository.sent).toEqual(['claim', 'fail']);
    expect(process.outcomes).toEqual(['failed']);
  });
});

it('an error thrown synchronously is a failure like any other', async () => {
  const own = new TypeError('no such member');
  const process = handlerProcess(new InMemoryRepository(), (_: Order): string => {
    throw own;
  });
  expect(await errorOf(process.deliver({ id: 'a' }))).toBe(own);
  expect(process.repository.sent).toEqual(['claim', 'fail']);
});

it('the record keeps the name of the error and nothing of its message', async () => {
  const store = new InMemoryRepository();
  const process = handlerProcess(store, (_: Order) => Promise.reject(new RangeError('card 4242')));
  await errorOf(process.deliver({ id: 'a' }));
  expect(store.records).toMatchObject([{ status: 'FAILED', error: 'RangeError' }]);
});
