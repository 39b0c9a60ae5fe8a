import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import type { HeldLease } from './held-lease.js';
import type { SharedOutcome } from './shared-outcome.js';

/** A guarded call of this process that has not ended, for its duplicates to join. */
export class RunningCall {
  private lease: HeldLease | undefined;
  private outcome: SharedOutcome | undefined;
  private hasEnded = false;
  private isWithdrawn = false;
  private readonly onEnd: (() => void)[] = [];

  constructor(
    readonly fingerprint: string,
    /** Until when a call that has not got its claim answered is something to join. */
    private readonly claimEndsAtMs: EpochMs,
  ) {}

  /** Whether the call may still be taken for alive: a process may have been frozen since anybody last looked. */
  isJoinable(nowMs: EpochMs): boolean {
    if (this.isWithdrawn) return false;
    return this.lease ? this.lease.isRunning() : nowMs < this.claimEndsAtMs;
  }

  get holdsRecord(): boolean {
    return this.lease !== undefined;
  }

  hold(lease: HeldLease): void {
    this.lease = lease;
  }

  share(outcome: SharedOutcome): void {
    this.outcome = outcome;
  }

  /** Resolves when the call has ended, however it did. Made on demand: most calls are joined by none. */
  get ended(): Promise<void> {
    return new Promise((resolve) => (this.hasEnded ? resolve() : this.onEnd.push(resolve)));
  }

  /** The call goes on as one that answers nobody else: there is nothing to join. */
  withdraw(): void {
    this.isWithdrawn = true;
    this.close();
  }

  close(): void {
    this.hasEnded = true;
    for (const end of this.onEnd) end();
  }

  /** What joined duplicates are answered with; undefined when the call left nothing that answers them. */
  get shared(): SharedOutcome | undefined {
    return this.outcome;
  }
}

const running = new WeakMap<IdempotencyRepository, Map<string, RunningCall>>();

/** The call of this process that is at work on a record. */
export const runningCall = (repository: IdempotencyRepository, id: string): RunningCall | undefined =>
  running.get(repository)?.get(id);

/** Enters a call under its record. To be followed by {@link leave}, however it ends. */
export function enter(repository: IdempotencyRepository, id: string, call: RunningCall): void {
  const calls = running.get(repository);
  if (calls) calls.set(id, call);
  else running.set(repository, new Map([[id, call]]));
}

/** The call has ended. */
export function leave(repository: IdempotencyRepository, id: string, call: RunningCall): void {
  const calls = running.get(repository);
  if (calls?.get(id) === call) calls.delete(id);
  call.close();
}
