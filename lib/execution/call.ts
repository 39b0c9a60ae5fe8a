import { notify, type IdempotencyObserver, type IdempotencyOutcome } from '../observability/observer.js';
import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import { ASSUMPTIONS, type Assumptions } from './assumptions.js';
import { systemClock, type Clock } from './clock.js';
import { newOwner } from './owner.js';
import type { Operation } from './operation.js';
import { Store } from './store.js';

/** The outside world, as arguments: replaced as a whole in simulations. */
export interface Surroundings {
  readonly clock: Clock;
  readonly assumptions: Assumptions;
  /** A fresh random id for each call. */
  readonly newOwner: () => string;
  /** A number from 0 up to 1, for spreading polls. */
  readonly random: () => number;
  readonly observers: readonly IdempotencyObserver[];
}

export const SURROUNDINGS: Surroundings = Object.freeze({
  clock: systemClock,
  assumptions: ASSUMPTIONS,
  newOwner,
  random: Math.random,
  observers: Object.freeze([]),
});

/** Names one logical request: computed once per call, before the method runs. */
export interface RequestIdentity {
  /** The record's id. */
  readonly id: string;
  /** The digest of the idempotency key. */
  readonly digest: string;
  readonly fingerprint: string;
}

/** Kept from the time left for the last claim, on whose refusal alone a wait may end. */
const LAST_CLAIM_RESERVE_MS = 500;

/** One delivery handled by one worker: what is fixed for all its requests, and how it reaches the outside. */
export class Call implements RequestIdentity {
  readonly id: string;
  readonly digest: string;
  readonly fingerprint: string;
  readonly owner: string;
  readonly store: Store;
  /** By its clock, when the call began. */
  readonly startedAtMs: EpochMs;
  /** When the call stops waiting for another one's execution, in milliseconds since the epoch. */
  readonly waitEndsAtMs: number;

  constructor(
    readonly operation: Operation,
    identity: RequestIdentity,
    readonly repository: IdempotencyRepository,
    readonly surroundings: Surroundings,
    /** When the Lambda invocation, or whatever bounds the call, ends. */
    readonly deadlineMs: EpochMs | undefined,
  ) {
    this.id = identity.id;
    this.digest = identity.digest;
    this.fingerprint = identity.fingerprint;
    this.owner = surroundings.newOwner();
    this.startedAtMs = this.clock.now();
    this.waitEndsAtMs = Math.min(
      this.startedAtMs + operation.waitMs,
      (deadlineMs ?? Infinity) - LAST_CLAIM_RESERVE_MS,
    );
    this.store = new Store(repository, this.clock, this.assumptions, deadlineMs, this.details);
  }

  get clock(): Clock {
    return this.surroundings.clock;
  }

  get assumptions(): Assumptions {
    return this.surroundings.assumptions;
  }

  /** What every error about this call carries. */
  get details(): { readonly operation: string; readonly digest: string } {
    return { operation: this.operation.name, digest: this.digest };
  }

  report(outcome: IdempotencyOutcome, record?: IdempotencyRecord, cause?: unknown): void {
    const { observers } = this.surroundings;
    if (observers.length === 0) return;
    notify(observers, {
      outcome,
      ...this.details,
      attempt: record?.attempts ?? 0,
      recordAgeMs: record && Math.max(0, this.clock.now() - record.startedAtMs),
      storeMs: this.store.spentMs,
      cause,
    });
  }
}
