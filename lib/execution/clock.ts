import { epochMs, type EpochMs } from '../repository/epoch.js';

/** How a sleep may end early, and whether it keeps the process running. */
export interface SleepOptions {
  /** Ends the sleep early, without an error. */
  readonly signal?: AbortSignal | undefined;
  /** Whether the pending sleep alone keeps the process from exiting. */
  readonly keepAlive: boolean;
}

/** The time, as an argument: what makes the library testable under a simulated one. */
export interface Clock {
  now(): EpochMs;
  /** Resolves after `ms` milliseconds, but no more than about 25 days, or when the signal aborts. Never rejects. */
  sleep(ms: number, options: SleepOptions): Promise<void>;
}

/** `setTimeout` takes no more, and would wake at once. Whoever sleeps looks at the clock when it wakes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. Reads `Date` and `setTimeout` at each call, so that fake timers take effect. */
export const systemClock: Clock = {
  now: () => epochMs(Date.now()),

  sleep: (ms, { signal, keepAlive }) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.min(ms, LONGEST_TIMER_MS));
      if (!keepAlive) timer.unref();
      signal?.addEventListener('abort', end, { once: true });
    }),
};
