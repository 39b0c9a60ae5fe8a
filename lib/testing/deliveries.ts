import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { ASSUMPTIONS } from '../execution/assumptions.js';
import { parseDuration, type Duration } from '../options/duration.js';
import { InMemoryRepository } from '../repository/in-memory/in-memory-repository.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import type { Delivery } from './delivery.js';
import type { Faults } from './faulty-repository.js';
import { LeapingClock } from './leaping-clock.js';
import { letEverythingHappen } from './let-everything-happen.js';
import { Worker } from './worker.js';

/** The settings of {@link deliveries}. */
export interface DeliveriesOptions {
  /**
   * What all workers share, in the place of whatever repository the handler has. Default: an `InMemoryRepository` of
   * its own.
   */
  readonly repository?: IdempotencyRepository;
}

/** The writes by which a worker says how a method ended: a worker that crashes before it tells dies here. */
const BEFORE_COMPLETION: Faults = {
  complete: 'worker-dies',
  commit: 'worker-dies',
  commitUnclaimed: 'worker-dies',
  fail: 'worker-dies',
};

/**
 * Delivers events to a guarded handler as a queue, a bus or an impatient client would: each delivery to a worker that
 * shares nothing with the others but the repository and the clock. Every method resolves with its deliveries in their
 * order.
 */
export class Deliveries<Args extends unknown[], Answer> {
  /** What all workers share. */
  readonly repository: IdempotencyRepository;
  readonly #handler: (...args: Args) => Promise<Answer>;
  readonly #clock = new LeapingClock();
  readonly #workers: Worker[] = [];

  constructor(handler: (...args: Args) => Promise<Answer>, { repository }: DeliveriesOptions) {
    this.#handler = handler;
    this.repository = repository ?? new InMemoryRepository();
  }

  /** Delivered once. */
  async once(...args: Args): Promise<[Delivery<Answer>]> {
    return [await this.#deliver(this.#worker(), args)];
  }

  /** Delivered again after the first delivery has ended. */
  async twice(...args: Args): Promise<[Delivery<Answer>, Delivery<Answer>]> {
    const [first] = await this.once(...args);
    const [second] = await this.once(...args);
    return [first, second];
  }

  /** Delivered so many times at once, each to a worker of its own. */
  async concurrently(times: number, ...args: Args): Promise<Delivery<Answer>[]> {
    return Promise.all(Array.from({ length: times }, () => this.#deliver(this.#worker(), args)));
  }

  /**
   * The handler ended, but nobody heard of it (its answer, or the acknowledgement that it led to, was lost), so the
   * event comes again. The first delivery's answer is dropped here, too.
   */
  async afterLostAnswer(...args: Args): Promise<[Delivery<Answer>, Delivery<Answer>]> {
    const [first, second] = await this.twice(...args);
    return [{ ...first, end: 'cut-off', answer: undefined, error: undefined }, second];
  }

  /**
   * The first worker dies when the method has ended, before the record is completed; its lease lapses, and the event
   * comes again. Waits for the method: it must end by itself.
   */
  async afterCrash(...args: Args): Promise<[Delivery<Answer>, Delivery<Answer>]> {
    const first = await this.#deliver(this.#worker(BEFORE_COMPLETION), args);
    await this.leaseLapses();
    const [second] = await this.once(...args);
    return [first, second];
  }

  /**
   * The first worker is killed while the method runs, as by a Lambda time-out; its lease lapses, and the event comes
   * again. Does not wait for the method, whatever admitted it: what the killed run does later reaches nobody.
   */
  async afterTimeout(...args: Args): Promise<[Delivery<Answer>, Delivery<Answer>]> {
    const worker = this.#worker(BEFORE_COMPLETION);
    const handled = this.#deliver(worker, args);
    await Promise.race([handled, worker.admission.then(letEverythingHappen)]);
    worker.repository.kill();
    const first = await handled;
    await this.leaseLapses();
    const [second] = await this.once(...args);
    return [first, second];
  }

  /** Delivered once, to a worker whose requests to the repository fail as told. */
  async onceWith(faults: Faults, ...args: Args): Promise<[Delivery<Answer>]> {
    return [await this.#deliver(this.#worker(faults), args)];
  }

  /**
   * Sets the clock of all workers ahead, in one leap: leases lapse and records expire, and timers of the library that
   * are due go off. Your own code's clock stays as it is; set that with your test runner, whose fake timers the
   * workers' clock follows.
   */
  async advance(time: Duration): Promise<void> {
    const ms = parseDuration(time);
    if (ms === undefined) {
      throw new IdempotencyConfigurationError("advance(): expected a duration with its unit, such as '48h'.");
    }
    await this.#leap(ms);
  }

  /** Sets the clock just so far ahead that no lease granted so far holds for anybody. */
  async leaseLapses(): Promise<void> {
    const ends = this.#workers.map(({ repository }) => repository.leaseEndsAtMs ?? 0);
    await this.#leap(Math.max(0, Math.max(0, ...ends) + ASSUMPTIONS.skewMs - this.#clock.now()));
  }

  async #leap(ms: number): Promise<void> {
    this.#clock.leap(ms);
    await letEverythingHappen();
  }

  #worker(faults: Faults = {}): Worker {
    const worker = new Worker(this.repository, this.#clock, faults);
    this.#workers.push(worker);
    return worker;
  }

  #deliver(worker: Worker, args: Args): Promise<Delivery<Answer>> {
    return worker.handle(async () => this.#handler(...args));
  }
}

/**
 * A laboratory for a guarded handler: what does it do when an event comes twice, at once, after a crash? For any test
 * runner; with jest and vitest, {@link idempotencyMatchers} make the assertions read like sentences.
 *
 * It needs no set-up in the handler: within a delivery, the laboratory's repository and clock take the place of the
 * handler's own, whichever way they are found, also for guarded methods that the handler calls.
 *
 * Limits: the workers share one process, so global state of your own code is shared as well; arguments are handed to
 * each delivery as they are, not copied.
 *
 * @param handler a function that calls the guarded method, or one made by `idempotent()`.
 *
 * @example
 * ```ts
 * expect.extend(idempotencyMatchers);
 *
 * const delivered = deliveries((event: OrderPlaced) => orders.onOrder(event));
 *
 * it('charges an order once', async () => {
 *   expect(await delivered.twice(event)).toRunOnce();
 *   expect(await delivered.concurrently(10, { ...event, id: 'another' })).toReplay();
 * });
 * ```
 */
export const deliveries = <Args extends unknown[], Answer>(
  handler: (...args: Args) => Promise<Answer>,
  options: DeliveriesOptions = {},
): Deliveries<Args, Answer> => new Deliveries(handler, options);
