import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import type { HeldLease } from './held-lease.js';
import type { SharedOutcome } from './shared-outcome.js';

/** A guarded call of this process that has not ended, for its duplicates to join. */
export class RunningCall {
  private lease: HeldLease | undefined;
  private outcome: SharedOutcome | undefined;
  private end!: () => void;
  /** Resolves when the call has ended, however it did. */
  readonly ended = new Promise<void>((resolve) => (this.end = resolve));

  constructor(
    readonly fingerprint: string,
    /** Until when a call that has not got its claim answered is something to join. */
    private readonly claimEndsAtMs: EpochMs,
  ) {}

  /** Whether the call may still be taken for alive: a process may have been frozen since anybody last looked. */
  isJoinable(nowMs: EpochMs): boolean {
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

  close(): void {
    this.end();
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

/** Enters a call under its record until it has ended. */
export async function whileRunning<Result>(
  repository: IdempotencyRepository,
  id: string,
  call: RunningCall,
  run: () => Promise<Result>,
): Promise<Result> {
  const calls = running.get(repository) ?? new Map<string, RunningCall>();
  running.set(repository, calls);
  calls.set(id, call);
  try {
    return await run();
  } finally {
    if (calls.get(id) === call) calls.delete(id);
    call.close();
  }
}
