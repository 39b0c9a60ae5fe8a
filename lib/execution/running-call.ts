import type { EpochMs } from '../repository/epoch.js';
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

  /** The call holds its record, by this lease until it ends. */
  hold(lease: HeldLease): HeldLease {
    this.lease = lease;
    return lease;
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

  /** The call has ended, however it did. */
  end(): void {
    this.lease?.release();
    this.close();
  }

  private close(): void {
    this.hasEnded = true;
    for (const end of this.onEnd) end();
  }

  /** What joined duplicates are answered with; undefined when the call left nothing that answers them. */
  get shared(): SharedOutcome | undefined {
    return this.outcome;
  }
}
