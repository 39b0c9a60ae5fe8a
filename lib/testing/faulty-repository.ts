import { IdempotencyRepositoryError } from '../errors/repository-error.js';
import type {
  ClaimAnswer,
  CommitAnswer,
  IdempotencyRepository,
  RequestLimit,
  WriteAnswer,
} from '../repository/repository.js';
import type { IdempotencyRecord } from '../repository/record.js';
import type {
  ClaimRequest,
  CommitRequest,
  CommitUnclaimedRequest,
  CompleteRequest,
  DoubtRequest,
  FailRequest,
  HaltRequest,
  RenewRequest,
  ResultPart,
  SaveStepRequest,
  SettleRequest,
} from '../repository/writes.js';

/** The requests of an {@link IdempotencyRepository}, by name. */
export type RequestName = keyof IdempotencyRepository;

/** What becomes of a request. */
export type Fault =
  /** It never reaches the store; the caller gets an `IdempotencyRepositoryError`. */
  | 'request-lost'
  /** It takes effect, but its answer does not arrive; the caller gets an `IdempotencyRepositoryError`. */
  | 'answer-lost'
  /** The worker dies before it is sent: neither this nor any later request of it is ever answered. */
  | 'worker-dies';

/** Which requests fail, and how; `times` requests of that name, from the first on, otherwise all. */
export type Faults = { readonly [Name in RequestName]?: Fault | { readonly fault: Fault; readonly times: number } };

/**
 * A repository as one worker sees it whose connection, or whose life, fails as told. To have an event delivered under
 * faults, use {@link deliveries}; use this class directly for other set-ups.
 *
 * @example
 * ```ts
 * const repository = new FaultyRepository(new InMemoryRepository(), { complete: { fault: 'answer-lost', times: 1 } });
 * configureIdempotency({ repository });
 * ```
 */
export class FaultyRepository implements IdempotencyRepository {
  /** Resolves when the worker has died. */
  readonly death: Promise<void>;
  readonly #inner: IdempotencyRepository;
  readonly #faults: Faults;
  readonly #sent = new Map<RequestName, number>();
  #die!: () => void;
  #dead = false;

  constructor(inner: IdempotencyRepository, faults: Faults = {}) {
    this.#inner = inner;
    this.#faults = { ...faults };
    this.death = new Promise((resolve) => (this.#die = resolve));
  }

  /** How many requests of this name were made so far, those that failed included. */
  requests(name: RequestName): number {
    return this.#sent.get(name) ?? 0;
  }

  /** The worker dies: no request of it is answered any more. */
  kill(): void {
    this.#dead = true;
    this.#die();
  }

  claim(request: ClaimRequest, limit: RequestLimit): Promise<ClaimAnswer> {
    return this.#send('claim', () => this.#inner.claim(request, limit));
  }

  complete(request: CompleteRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#send('complete', () => this.#inner.complete(request, limit));
  }

  fail(request: FailRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#send('fail', () => this.#inner.fail(request, limit));
  }

  renew(request: RenewRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#send('renew', () => this.#inner.renew(request, limit));
  }

  saveStep(request: SaveStepRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#send('saveStep', () => this.#inner.saveStep(request, limit));
  }

  doubt(request: DoubtRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#send('doubt', () => this.#inner.doubt(request, limit));
  }

  halt(request: HaltRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#send('halt', () => this.#inner.halt(request, limit));
  }

  settle(request: SettleRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#send('settle', () => this.#inner.settle(request, limit));
  }

  commit(request: CommitRequest, limit: RequestLimit): Promise<CommitAnswer> {
    return this.#send('commit', () => this.#inner.commit(request, limit));
  }

  commitUnclaimed(request: CommitUnclaimedRequest, limit: RequestLimit): Promise<CommitAnswer> {
    return this.#send('commitUnclaimed', () => this.#inner.commitUnclaimed(request, limit));
  }

  find(id: string, limit: RequestLimit): Promise<IdempotencyRecord | undefined> {
    return this.#send('find', () => this.#inner.find(id, limit));
  }

  putResultPart(part: ResultPart, limit: RequestLimit): Promise<void> {
    return this.#send('putResultPart', () => this.#inner.putResultPart(part, limit));
  }

  getResultPart(
    part: Pick<ResultPart, 'id' | 'partOf' | 'index'> & { readonly nowMs: number },
    limit: RequestLimit,
  ): Promise<Uint8Array | undefined> {
    return this.#send('getResultPart', () => this.#inner.getResultPart(part, limit));
  }

  async #send<Answer>(name: RequestName, request: () => Promise<Answer>): Promise<Answer> {
    const nth = this.requests(name) + 1;
    this.#sent.set(name, nth);
    const fault = this.#faultOf(name, nth);
    if (fault === 'worker-dies') this.kill();
    if (fault === 'request-lost') throw lost(name, 'was lost on its way to the store');
    const answer = this.#dead ? await NEVER : await request();
    if (this.#dead) return NEVER;
    if (fault === 'answer-lost') throw lost(name, 'took effect, but its answer was lost');
    return answer;
  }

  #faultOf(name: RequestName, nth: number): Fault | undefined {
    const planned = this.#faults[name];
    if (typeof planned !== 'object') return planned;
    return nth <= planned.times ? planned.fault : undefined;
  }
}

const NEVER = new Promise<never>(() => undefined);

const lost = (name: RequestName, how: string): IdempotencyRepositoryError =>
  new IdempotencyRepositoryError(`The test told the request \`${name}\` to fail: it ${how}.`);
