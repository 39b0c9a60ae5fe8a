import { IdempotencyLeaseLostError } from '../errors/lease-lost-error.js';
import type { EpochSeconds } from '../repository/epoch.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { Refused } from '../repository/repository.js';
import type { Call } from './call.js';
import { leaseEnd, needsHeartbeat, runningExpiry } from './claim.js';
import { LazyAbort } from './lazy-abort.js';

/** A renewal is due after this part of the lease, so that two more can fail before it is over. */
const RENEWALS_PER_LEASE = 3;

/**
 * The lease of a held record, from the start of the method to its end.
 *
 * ```
 *   claim        renew        renew        method ends
 *   |------------|------------|-----*      (no timer is left behind)
 *   |<------ lease ------------------->|
 *                |<------ lease ------------------->|
 * ```
 *
 * A worker that was frozen finds its timers late: the renewal then is refused if somebody took over meanwhile, and
 * the lease is lost.
 */
export class HeldLease {
  /** The refusal by which the loss became known; its record tells who answers instead. */
  lostTo: Refused | undefined;
  private readonly loss = new LazyAbort();
  private readonly end = new LazyAbort();
  private current: IdempotencyRecord;

  constructor(
    private readonly call: Call,
    record: IdempotencyRecord,
  ) {
    this.current = record;
  }

  /** The record as this owner last wrote it. */
  get record(): IdempotencyRecord {
    return this.current;
  }

  get expiresAtSeconds(): EpochSeconds {
    return this.current.expiresAtSeconds;
  }

  /** Until when this worker believes to be alone, by its own clock. */
  isRunning(): boolean {
    return this.call.clock.now() < (this.current.leaseEndsAtMs ?? 0);
  }

  /** Renews a lease that is over by this clock. Resolves to whether the method may be started under it. */
  async mayStart(): Promise<boolean> {
    if (!this.end.aborted && !this.isRunning()) await this.renew();
    return !this.end.aborted && this.isRunning();
  }

  /** Aborts, with an {@link IdempotencyLeaseLostError} as its reason, when the lease is lost. */
  get signal(): AbortSignal {
    return this.loss.signal;
  }

  /** Whether the method threw nothing of its own but passed on the news that the lease is lost. */
  isLossReason(thrown: unknown): boolean {
    return this.lostTo !== undefined && thrown === this.loss.reason;
  }

  /** Some own write was refused: everything that still runs under the lease should stop. */
  lose(refused: Refused): IdempotencyLeaseLostError {
    // The latest one: it may show the result that an earlier one could not.
    this.lostTo = refused;
    const error = leaseLost(this.call);
    this.loss.abort(error);
    this.release();
    return this.loss.reason instanceof IdempotencyLeaseLostError ? this.loss.reason : error;
  }

  /** Starts the heartbeat where the lease needs one. */
  keepAlive(): void {
    // Never rejects: a failed renewal is tried again at the next beat, and the method's end decides.
    if (needsHeartbeat(this.call)) void this.beat();
  }

  /** The method has ended: no renewal is started any more. */
  release(): void {
    // A reason given spares the making of an exception.
    this.end.abort('the method has ended');
  }

  private async beat(): Promise<void> {
    const { clock } = this.call;
    let spentMs = 0;
    while (!this.reachesDeadline()) {
      const leaseMs = leaseEnd(this.call, clock.now()) - clock.now();
      if (leaseMs <= 0) return;
      const pauseMs = Math.max(0, leaseMs / RENEWALS_PER_LEASE - spentMs);
      await clock.sleep(pauseMs, { signal: this.end.signal, keepAlive: false });
      if (this.end.aborted) return;
      const askedAtMs = clock.now();
      await this.renew();
      if (this.end.aborted) return;
      spentMs = clock.now() - askedAtMs;
    }
  }

  private reachesDeadline(): boolean {
    const { deadlineMs } = this.call;
    return deadlineMs !== undefined && (this.current.leaseEndsAtMs ?? 0) >= deadlineMs;
  }

  private async renew(): Promise<void> {
    const nowMs = this.call.clock.now();
    const leaseEndsAtMs = leaseEnd(this.call, nowMs);
    const held = this.current;
    if (leaseEndsAtMs <= (held.leaseEndsAtMs ?? 0)) return;
    const expiresAtSeconds = runningExpiry(this.call, nowMs, leaseEndsAtMs);
    // One that is not answered must not outlast its turn.
    const turnMs = (leaseEndsAtMs - nowMs) / RENEWALS_PER_LEASE;
    try {
      const answer = await this.call.store.send((repository, { timeoutMs }) =>
        repository.renew({ held, leaseEndsAtMs, expiresAtSeconds }, { timeoutMs: Math.min(timeoutMs, turnMs) }),
      );
      if (this.end.aborted) return;
      if (answer.applied) this.current = { ...this.current, leaseEndsAtMs, expiresAtSeconds };
      else this.renewalRefused(answer);
    } catch (error) {
      this.call.report('store_unavailable', held, error);
    }
  }

  private renewalRefused(refused: Refused): void {
    const { record } = refused;
    const mine = record?.owner === this.call.owner && record.fence === this.current.fence;
    // My own completion or failure overtook this renewal.
    if (mine && (record.status === 'COMPLETE' || record.status === 'FAILED')) return;
    // An earlier copy of a renewal already reached further.
    if (mine && record.status === 'IN_PROGRESS') {
      this.current = { ...this.current, leaseEndsAtMs: record.leaseEndsAtMs };
    } else this.lose(refused);
  }
}

export const leaseLost = (call: Call): IdempotencyLeaseLostError =>
  new IdempotencyLeaseLostError(
    `${call.operation.member}: the method ran longer than its lease and another delivery took over (option ` +
      '`lease`). Deliver the event again to get the answer; stop work when execution().signal aborts.',
    call.details,
  );
