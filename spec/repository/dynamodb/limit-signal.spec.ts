import { LimitSignal } from '../../../lib/repository/dynamodb/limit-signal.js';

describe('the signal of a limit', () => {
  it('tells the platform\'s signal, made before or after', () => {
    const limit = new LimitSignal();
    const { abortSignal } = limit;
    expect(limit.abortSignal).toBe(abortSignal);
    expect([limit.aborted, abortSignal.aborted]).toEqual([false, false]);
    limit.abort();
    expect([limit.aborted, abortSignal.aborted]).toEqual([true, true]);

    const reached = new LimitSignal();
    reached.abort();
    expect(reached.abortSignal.aborted).toBe(true);
  });

  it('tells the last one who asked to be told', () => {
    const limit = new LimitSignal();
    const [first, last] = [jest.fn(), jest.fn()];
    limit.onabort = first;
    limit.onabort = last;
    limit.abort();
    expect(first).not.toHaveBeenCalled();
    expect(last).toHaveBeenCalledTimes(1);
  });
});
