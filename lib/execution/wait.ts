import type { IdempotencyRecord } from '../repository/record.js';
import type { Call } from './call.js';

const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;
/** One call's wait for another one's execution: ever longer, scattered pauses up to the option `wait`. */
export class Wait {
  /** Whether any pause was made. */
  begun = false;
  private pauseMs = FIRST_PAUSE_MS;

  constructor(private readonly call: Call) {}

  isOver(): boolean {
    return this.call.clock.now() >= this.call.waitEndsAtMs;
  }

  /** Sleeps, but neither past the end of the wait nor long past the end of the running lease. */
  async pause(running: IdempotencyRecord): Promise<void> {
    const { clock, assumptions, surroundings } = this.call;
    this.begun = true;
    const nowMs = clock.now();
    const scatteredMs = this.pauseMs * (0.5 + surroundings.random() / 2);
    const untilLapsedMs = (running.leaseEndsAtMs ?? nowMs) + assumptions.skewMs - nowMs;
    this.pauseMs = Math.min(this.pauseMs * 2, LONGEST_PAUSE_MS);
    const untilEndMs = this.call.waitEndsAtMs - nowMs;
    await clock.sleep(Math.max(1, Math.min(scatteredMs, untilLapsedMs, untilEndMs)), { keepAlive: true });
  }
}
