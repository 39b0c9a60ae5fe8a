import { Buffer } from 'node:buffer';
import { IdempotencyConfigurationError } from '../../errors/configuration-error.js';
import { addMs } from '../epoch.js';
import { applyComplete } from '../in-memory/complete.js';
import { copyRecord } from '../in-memory/copy-record.js';
import { isExpired } from '../record-state.js';
import type { IdempotencyRecord } from '../record.js';
import type { ClaimAnswer, CommitAnswer, IdempotencyRepository, RequestLimit, WriteAnswer } from '../repository.js';
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
} from '../writes.js';
import { parseCacheOptions, type CacheOptions } from './cache-options.js';
import { MostRecent } from './most-recent.js';

/**
 * Remembers completed records of another repository, so that a duplicate which reaches this process again is answered
 * without a request.
 *
 * Guarantees what the other repository does. Only records known to be COMPLETE are kept: nobody may change one until
 * its ttl has ended for the fastest clock, and until then (the claim's own clock plus `skewMs`) a claim is refused with
 * the kept record, which is what the store would answer. A record that is running, failed or in doubt is always asked
 * for. A completion counts only once the store has acknowledged it.
 *
 * Limits: a record that somebody **deletes** from the store by hand before its ttl goes on answering in processes that
 * have it cached, until that ttl ends or a `find` of it passes through this repository. A result larger than
 * `maxResultBytes` is not kept.
 *
 * Cost: memory for at most `max` records of at most `maxResultBytes` bytes of result each. Everything but a claim goes
 * to the other repository unchanged.
 *
 * @example
 * ```ts
 * @UseRepository(new CachedRepository(new DynamoDBRepository({ tableName: 'idempotency' }), { max: 1_000 }))
 * class OrderHandler {
 *   @Idempotent({ key: 'detail.orderId' })
 *   async onOrder(event: OrderPlaced) {
 *     return { charged: event.detail.orderId };
 *   }
 * }
 * ```
 */
export class CachedRepository implements IdempotencyRepository {
  readonly #inner: IdempotencyRepository;
  readonly #completed: MostRecent<IdempotencyRecord>;
  readonly #maxResultBytes: number;

  /**
   * @throws IdempotencyConfigurationError when `inner` is no repository, `max` is missing, or an option is unknown or
   * out of range.
   */
  constructor(inner: IdempotencyRepository, options: CacheOptions) {
    if (typeof inner?.claim !== 'function') {
      throw new IdempotencyConfigurationError(
        'CachedRepository: the first argument must be the repository to cache, such as ' +
          `new DynamoDBRepository({ tableName: 'idempotency' }), got ${inner === null ? 'null' : typeof inner}.`,
      );
    }
    const { max, maxResultBytes } = parseCacheOptions(options);
    this.#inner = inner;
    this.#completed = new MostRecent(max);
    this.#maxResultBytes = maxResultBytes;
  }

  async claim(request: ClaimRequest, limit: RequestLimit): Promise<ClaimAnswer> {
    const known = this.#completed.get(request.id);
    if (known !== undefined && !isExpired(known, addMs(request.nowMs, request.skewMs))) {
      return { applied: false, record: copyRecord(known) };
    }
    const answer = await this.#inner.claim(request, limit);
    this.#learn(request.id, answer.record);
    return answer;
  }

  async complete(request: CompleteRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#learnCompletion(request, await this.#inner.complete(request, limit));
  }

  async fail(request: FailRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#learnRefusal(request.held.id, await this.#inner.fail(request, limit));
  }

  async renew(request: RenewRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#learnRefusal(request.held.id, await this.#inner.renew(request, limit));
  }

  async saveStep(request: SaveStepRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#learnRefusal(request.held.id, await this.#inner.saveStep(request, limit));
  }

  async doubt(request: DoubtRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#learnRefusal(request.held.id, await this.#inner.doubt(request, limit));
  }

  async halt(request: HaltRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#learnRefusal(request.id, await this.#inner.halt(request, limit));
  }

  async settle(request: SettleRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#learnRefusal(request.id, await this.#inner.settle(request, limit));
  }

  async commit(request: CommitRequest, limit: RequestLimit): Promise<CommitAnswer> {
    return this.#learnCompletion(request, await this.#inner.commit(request, limit));
  }

  async commitUnclaimed(request: CommitUnclaimedRequest, limit: RequestLimit): Promise<CommitAnswer> {
    return this.#learnRefusal(request.id, await this.#inner.commitUnclaimed(request, limit));
  }

  async find(id: string, limit: RequestLimit): Promise<IdempotencyRecord | undefined> {
    const record = await this.#inner.find(id, limit);
    this.#learn(id, record);
    return record;
  }

  putResultPart(part: ResultPart, limit: RequestLimit): Promise<void> {
    return this.#inner.putResultPart(part, limit);
  }

  getResultPart(
    part: Pick<ResultPart, 'id' | 'partOf' | 'index'> & { readonly nowMs: number },
    limit: RequestLimit,
  ): Promise<Uint8Array | undefined> {
    return this.#inner.getResultPart(part, limit);
  }

  #learn(id: string, record: IdempotencyRecord | undefined): void {
    if (record?.status === 'COMPLETE' && this.#isSmall(record)) this.#completed.set(id, copyRecord(record));
    else this.#completed.delete(id);
  }

  #learnCompletion<Answer extends CommitAnswer>(request: CompleteRequest, answer: Answer): Answer {
    if (!answer.applied) return this.#learnRefusal(request.held.id, answer);
    const completed = applyComplete(request.held, request);
    this.#learn(request.held.id, completed === 'refused' ? undefined : completed);
    return answer;
  }

  /** An applied write does not tell the whole record it left behind; the next answer about it will. */
  #learnRefusal<Answer extends CommitAnswer>(id: string, answer: Answer): Answer {
    if (answer.applied) this.#completed.delete(id);
    else if ('record' in answer) this.#learn(id, answer.record);
    return answer;
  }

  #isSmall({ result }: IdempotencyRecord): boolean {
    return result === undefined || Buffer.byteLength(result) <= this.#maxResultBytes;
  }
}
