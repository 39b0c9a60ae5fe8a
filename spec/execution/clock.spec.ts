import { getEventListeners } from 'node:events';

import { systemClock } from '../../lib/execution/clock.js';
import { elapse, settle, START_MS, useFakeTime } from './fake-time.js';

useFakeTime();

/** A sleep that tells when it is over. */
function sleeping(ms: number, options: Parameters<typeof systemClock.sleep>[1]) {
  const slept = jest.fn();
  void systemClock.sleep(ms, options).then(slept);
  return slept;
}

describe('the clock of the machine', () => {
  it('tells the time of Date', async () => {
    await elapse(5);
    expect(systemClock.now()).toBe(START_MS + 5);
  });

  it('sleeps as long as it is told', async () => {
    const slept = sleeping(1_000, { keepAlive: true });
    await elapse(999);
    expect(slept).not.toHaveBeenCalled();
    await elapse(1);
    expect(slept).toHaveBeenCalledTimes(1);
  });

  it('sleeps for 25 days at most, and does not wake at once when it is told to sleep longer', async () => {
    const slept = sleeping(90 * 24 * 3_600_000, { keepAlive: true });
    await elapse(2 ** 31 - 2);
    expect(slept).not.toHaveBeenCalled();
    await elapse(1);
    expect(slept).toHaveBeenCalledTimes(1);
  });

  it('wakes when the signal aborts, and leaves neither timer nor listener', async () => {
    const controller = new AbortController();
    const slept = sleeping(1_000, { signal: controller.signal, keepAlive: true });
    controller.abort();
    await settle();
    expect(slept).toHaveBeenCalledTimes(1);
    expect(jest.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('leaves no listener on a signal that outlives the sleep', async () => {
    const { signal } = new AbortController();
    const slept = sleeping(1_000, { signal, keepAlive: true });
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await elapse(1_000);
    expect(slept).toHaveBeenCalledTimes(1);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not fall asleep under a signal that has aborted', async () => {
    const slept = sleeping(1_000, { signal: AbortSignal.abort(), keepAlive: true });
    expect(jest.getTimerCount()).toBe(0);
    await settle();
    expect(slept).toHaveBeenCalledTimes(1);
  });

  it.each([true, false])('keeps the process running only if asked to: %s', (keepAlive) => {
    const timers = jest.spyOn(globalThis, 'setTimeout');
    void systemClock.sleep(1_000, { keepAlive });
    const timer: NodeJS.Timeout = timers.mock.results[0]?.value;
    expect(timer.hasRef()).toBe(keepAlive);
    timers.mockRestore();
  });
});
