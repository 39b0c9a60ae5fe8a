import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import type { Call } from './call.js';
import type { RunningCall } from './running-call.js';

/** With fewer, those that never end are not looked for. */
const SWEEP_FROM = 100;

/** The calls of this process at work on the records of one repository, by their records' ids. */
class RunningCalls {
  private readonly byId = new Map<string, RunningCall>();
  private sweepAt = SWEEP_FROM;

  get(id: string): RunningCall | undefined {
    return this.byId.get(id);
  }

  enter(id: string, running: RunningCall, nowMs: EpochMs): void {
    if (this.byId.size >= this.sweepAt) this.sweep(nowMs);
    this.byId.set(id, running);
  }

  leave(id: string, running: RunningCall): void {
    if (this.byId.get(id) === running) this.byId.delete(id);
  }

  /** Drops what nobody can join any more: a method whose caller gave up may never end. */
  private sweep(nowMs: EpochMs): void {
    for (const [id, running] of this.byId) {
      if (!running.isJoinable(nowMs)) this.byId.delete(id);
    }
    this.sweepAt = Math.max(SWEEP_FROM, 2 * this.byId.size);
  }
}

const callsAt = new WeakMap<IdempotencyRepository, RunningCalls>();

/** The call of this process that is at work on a record. */
export const runningCall = (repository: IdempotencyRepository, id: string): RunningCall | undefined =>
  callsAt.get(repository)?.get(id);

/** Enters a call under its record. To be followed by {@link leave}, however it ends. */
export function enter({ repository, id }: Call, running: RunningCall, nowMs: EpochMs): void {
  let calls = callsAt.get(repository);
  if (calls === undefined) callsAt.set(repository, (calls = new RunningCalls()));
  calls.enter(id, running, nowMs);
}

/** The call has ended. */
export function leave({ repository, id }: Call, running: RunningCall): void {
  callsAt.get(repository)?.leave(id, running);
  running.end();
}
