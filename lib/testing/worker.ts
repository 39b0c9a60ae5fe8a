import type { Surroundings } from '../execution/call.js';
import type { StandIn } from '../execution/stand-in.js';
import { underStandIn } from '../execution/stand-in.js';
import type { IdempotencyOutcome } from '../observability/observer.js';
import type { EpochMs } from '../repository/epoch.js';
import type { ClaimAnswer, IdempotencyRepository, RequestLimit } from '../repository/repository.js';
import type { ClaimRequest } from '../repository/writes.js';
import type { Delivery } from './delivery.js';
import { FaultyRepository, type Faults } from './faulty-repository.js';
import type { LeapingClock } from './leaping-clock.js';

/**
 * The outcomes that end, or replace, a run of the method without a granted claim: handlers of another version of the
 * library may not tell that it starts.
 */
const RAN: readonly IdempotencyOutcome[] = ['executed', 'failed', 'unguarded', 'completion_failed', 'lease_lost'];

/** Notices when a claim is granted, and until when. */
class Connection extends FaultyRepository {
  leaseEndsAtMs: EpochMs | undefined;
  granted!: () => void;
  readonly grant = new Promise<void>((resolve) => (this.granted = resolve));

  override async claim(request: ClaimRequest, limit: RequestLimit): Promise<ClaimAnswer> {
    const answer = await super.claim(request, limit);
    if (answer.applied) {
      this.leaseEndsAtMs = answer.record.leaseEndsAtMs;
      this.granted();
    }
    return answer;
  }
}

/** One worker that gets one delivery: a process of its own as far as the library can tell. */
export class Worker implements StandIn {
  readonly repository: Connection;
  /** Resolves when a claim is granted, or the method starts without one. */
  readonly admission: Promise<void>;
  private started = false;
  private start!: () => void;
  private readonly outcomes: IdempotencyOutcome[] = [];

  constructor(
    store: IdempotencyRepository,
    private readonly clock: LeapingClock,
    faults: Faults,
  ) {
    this.repository = new Connection(store, faults);
    const start = new Promise<void>((resolve) => (this.start = resolve));
    this.admission = Promise.race([this.repository.grant, start]);
  }

  surroundings(own: Surroundings): Surroundings {
    const observers = [...own.observers, ({ outcome }: { outcome: IdempotencyOutcome }) => this.outcomes.push(outcome)];
    return { ...own, clock: this.clock, observers };
  }

  methodStarts(): void {
    this.started = true;
    this.start();
  }

  /** Ends when the handler does, or with the worker's death. */
  async handle<Answer>(handler: () => Promise<Answer>): Promise<Delivery<Answer>> {
    const cutOff = this.repository.death.then(() => ({ end: 'cut-off' as const }));
    const ended = underStandIn(this, handler).then(
      (answer) => ({ end: 'answered' as const, answer }),
      (error: unknown) => ({ end: 'failed' as const, error }),
    );
    const how = await Promise.race([ended, cutOff]);
    return { answer: undefined, error: undefined, ...how, ran: this.hasRun(), outcomes: [...this.outcomes] };
  }

  private hasRun(): boolean {
    const { leaseEndsAtMs } = this.repository;
    const held = leaseEndsAtMs !== undefined || this.repository.requests('commitUnclaimed') > 0;
    return this.started || held || this.outcomes.some((outcome) => RAN.includes(outcome));
  }
}
