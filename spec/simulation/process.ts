import type { Clock } from '../../lib/execution/clock.js';
import { epochMs } from '../../lib/repository/epoch.js';
import type { ProcessPlan } from './scenario.js';
import type { Timeline } from './timeline.js';

/** A worker process with a clock of its own: it may freeze and thaw, and it may crash. */
export class Process {
  crashed = false;
  /** How far its clock is ahead of true time, in milliseconds. */
  aheadMs: number;
  private frozenUntilMs = 0;

  constructor(
    readonly name: string,
    readonly plan: ProcessPlan,
    private readonly timeline: Timeline,
    private readonly originMs: number,
  ) {
    this.aheadMs = plan.aheadMs;
  }

  /** Its clock, in milliseconds since the epoch. */
  now(): number {
    return this.originMs + this.timeline.nowMs + this.aheadMs;
  }

  freeze(forMs: number): void {
    this.frozenUntilMs = Math.max(this.frozenUntilMs, this.timeline.nowMs + forMs);
  }

  get frozen(): boolean {
    return this.timeline.nowMs < this.frozenUntilMs;
  }

  /** Lets something happen in this process: never if it has crashed by then, and not while it is frozen. */
  in(ms: number, happen: () => void): void {
    this.timeline.in(ms, () => this.unlessStopped(happen));
  }

  private unlessStopped(happen: () => void): void {
    if (this.crashed) return;
    if (this.frozen) this.timeline.in(this.frozenUntilMs - this.timeline.nowMs, () => this.unlessStopped(happen));
    else happen();
  }

  /** The clock as the library takes it. `asleep` is told of each sleep. */
  clock(asleep: (ms: number) => void): Clock {
    return {
      now: () => epochMs(this.now()),
      sleep: (ms, { signal, keepAlive }) =>
        new Promise((resolve) => {
          if (keepAlive) asleep(ms);
          if (signal?.aborted) return resolve();
          const end = (): void => {
            signal?.removeEventListener('abort', end);
            resolve();
          };
          signal?.addEventListener('abort', end);
          this.in(Math.ceil(ms), end);
        }),
    };
  }
}
