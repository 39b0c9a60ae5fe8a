import { configureIdempotency, idempotent, InMemoryRepository } from '../../lib/index.js';
import { notify, type IdempotencyEvent } from '../../lib/observability/observer.js';

const event: IdempotencyEvent = {
  outcome: 'executed',
  operation: 'onOrder',
  digest: undefined,
  attempt: 1,
  recordAgeMs: 0,
  storeMs: 0,
  cause: undefined,
};

const throwing = (): never => {
  throw new Error('of the observer');
};
const rejecting = async (): Promise<void> => throwing();
const rejectingLater = async (): Promise<void> => {
  await Promise.resolve();
  throwing();
};

describe('notify', () => {
  it('tells every observer, in their order, whatever the others do', async () => {
    const told: string[] = [];
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    notify(
      [() => void told.push('first'), throwing, rejecting, rejectingLater, () => void told.push('last')],
      event,
    );
    expect(told).toEqual(['first', 'last']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('does not wait for an observer', () => {
    const never = () => new Promise<void>(() => undefined);
    expect(notify([never], event)).toBeUndefined();
  });
});

describe('a guarded call', () => {
  afterEach(() => configureIdempotency({}));

  it('is not broken by its observers, and tells those that were configured before it began', async () => {
    const told = jest.fn();
    configureIdempotency({ observers: [throwing, rejecting, told] });
    const guarded = idempotent(async (id: string) => id, { operation: 'x', repository: new InMemoryRepository() });
    expect([await guarded('a'), await guarded('a')]).toEqual(['a', 'a']);
    expect(told.mock.calls.map(([{ outcome }]: [IdempotencyEvent]) => outcome)).toEqual(['executed', 'replayed']);
  });

  it('is not touched by later changes of the list that was given', async () => {
    const told = jest.fn();
    const observers = [told];
    configureIdempotency({ observers });
    observers.length = 0;
    await idempotent(async (id: string) => id, { operation: 'x', repository: new InMemoryRepository() })('a');
    expect(told).toHaveBeenCalledTimes(1);
  });
});
