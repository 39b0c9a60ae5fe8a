import { systemClock, type Clock, type SleepOptions } from '../execution/clock.js';
import { addMs, type EpochMs } from '../repository/epoch.js';

interface Sleeper {
  readonly dueAtMs: EpochMs;
  readonly wake: () => void;
}

/** The machine's clock, real or faked by the test runner, ahead of it by as much as it was told to leap. */
export class LeapingClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #aheadMs = 0;

  now(): EpochMs {
    return addMs(systemClock.now(), this.#aheadMs);
  }

  async sleep(ms: number, { signal, keepAlive }: SleepOptions): Promise<void> {
    const awake = new AbortController();
    const wake = () => awake.abort();
    const sleeper = { dueAtMs: addMs(this.now(), ms), wake };
    this.#sleepers.add(sleeper);
    signal?.addEventListener('abort', wake, { once: true });
    if (signal?.aborted) wake();
    await systemClock.sleep(ms, { signal: awake.signal, keepAlive });
    signal?.removeEventListener('abort', wake);
    this.#sleepers.delete(sleeper);
  }

  /** Nobody acts while it leaps: whoever should have, finds it late, as after a frozen process was thawed. */
  leap(ms: number): void {
    this.#aheadMs += ms;
    for (const { dueAtMs, wake } of this.#sleepers) if (dueAtMs <= this.now()) wake();
  }
}
