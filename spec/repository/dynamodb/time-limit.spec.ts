import type { LimitSignal } from '../../../lib/repository/dynamodb/limit-signal.js';
import { NoTimeLeft, TimeLimitReached, withinLimit } from '../../../lib/repository/dynamodb/time-limit.js';

const never = new Promise<never>(() => undefined);

describe('withinLimit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('answers as the requests do, and leaves no timer behind', async () => {
    await expect(withinLimit({ timeoutMs: 100 }, async () => 'answer')).resolves.toBe('answer');
    const refused = withinLimit({ timeoutMs: 100 }, () => Promise.reject(new Error('refused')));
    await expect(refused).rejects.toThrow('refused');
    expect(jest.getTimerCount()).toBe(0);
  });

  it('rejects and aborts when the time is over, not earlier', async () => {
    let signal: LimitSignal | undefined;
    const answer = withinLimit({ timeoutMs: 100 }, (given) => {
      signal = given;
      return never;
    });
    const outcome = answer.catch((error: unknown) => error);
    jest.advanceTimersByTime(99);
    expect(signal?.aborted).toBe(false);
    jest.advanceTimersByTime(1);
    expect(signal?.aborted).toBe(true);
    expect(await outcome).toBeInstanceOf(TimeLimitReached);
    await expect(answer).rejects.toThrow('No answer within 100 ms.');
  });

  it('is the error when the abort makes the request reject at once', async () => {
    const answer = withinLimit(
      { timeoutMs: 100 },
      ({ abortSignal }) =>
        new Promise((_, reject) => abortSignal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const outcome = answer.catch((error: unknown) => error);
    jest.advanceTimersByTime(100);
    expect(await outcome).toBeInstanceOf(TimeLimitReached);
  });

  it.each([0, -5, Number.NaN])('asks for nothing within %d ms', async (timeoutMs) => {
    const requests = jest.fn();
    const answer = withinLimit({ timeoutMs }, requests);
    await expect(answer).rejects.toBeInstanceOf(NoTimeLeft);
    await expect(answer).rejects.toThrow(`The limit was ${timeoutMs} ms.`);
    expect(requests).not.toHaveBeenCalled();
  });

  it.each([2 ** 31, Number.POSITIVE_INFINITY])('takes %d ms for a long time, not for none', async (timeoutMs) => {
    let signal: LimitSignal | undefined;
    const answer = withinLimit({ timeoutMs }, (given) => {
      signal = given;
      return never;
    });
    answer.catch(() => undefined);
    jest.advanceTimersByTime(60_000);
    expect(signal?.aborted).toBe(false);
  });
});
