import { IdempotencyRepositoryError } from '../../errors/repository-error.js';
import { addMs, epochMs, secondsReachedBy } from '../epoch.js';
import { isExpired } from '../record-state.js';
import type { IdempotencyRecord } from '../record.js';
import type {
  ClaimAnswer,
  CommitAnswer,
  IdempotencyRepository,
  RequestLimit,
  WriteAnswer,
} from '../repository.js';
import type {
  ClaimRequest,
  CommitRequest,
  CommitUnclaimedRequest,
  CompleteRequest,
  DoubtRequest,
  FailRequest,
  HaltRequest,
  OwnerWrite,
  RenewRequest,
  ResultPart,
  SaveStepRequest,
  SettleRequest,
  StagedWrite,
} from '../writes.js';
import { copyRecord } from './copy-record.js';
import { ExpiringMap } from './expiring-map.js';
import type { WriteRule } from './write-effect.js';
import { WRITE_RULES, type WriteRules } from './write-rules.js';

const RECORDS_BEFORE_SWEEP = 1_024;
/** Parts can be as large as an item may be. */
const PARTS_BEFORE_SWEEP = 64;
const MAX_COMMITTED_WRITES = 10_000;

const APPLIED = Object.freeze({ applied: true });

/**
 * A repository in the memory of this process, for the test suites of handlers. It follows the same protocol as
 * `DynamoDBRepository`, word for word: it is what the conditions of the other repositories are compared with.
 *
 * Guarantees all that the protocol does, **within one process**. It is no guard in production: other processes do not
 * see its records, and a restart forgets them. Each call takes effect at once, in the order of the calls, and answers
 * asynchronously. What it takes and hands out are copies.
 *
 * Memory: as in DynamoDB, an expired record may stay readable, and the callers judge expiry by their own clock. A
 * claim that is granted may remove those which are expired for every clock; there are never more than 1,024 records
 * (64 result parts) or, where that is more, twice as many as are unexpired.
 *
 * Staged writes have no table to go to: a commit keeps them in {@link committedWrites} and takes every condition of
 * theirs as fulfilled. To test conditions of staged writes, use DynamoDB Local.
 *
 * @example
 * ```ts
 * const repository = new InMemoryRepository();
 * beforeEach(() => {
 *   repository.clear();
 *   configureIdempotency({ repository });
 * });
 *
 * it('charges an order once', async () => {
 *   await handler.onOrder(event, context);
 *   await handler.onOrder(event, context);
 *   expect(charge).toHaveBeenCalledTimes(1);
 *   expect(repository.size).toBe(1);
 * });
 * ```
 */
export class InMemoryRepository implements IdempotencyRepository {
  readonly #rules: WriteRules;
  readonly #records = new ExpiringMap<IdempotencyRecord>(RECORDS_BEFORE_SWEEP);
  readonly #parts = new ExpiringMap<ResultPart>(PARTS_BEFORE_SWEEP);
  readonly #committed: StagedWrite[] = [];

  /** @param rules for proofs about the protocol itself, which leave out a rule on purpose; otherwise none. */
  constructor(rules: WriteRules = WRITE_RULES) {
    this.#rules = rules;
  }

  /** How many records there are, expired ones that were not removed yet included. */
  get size(): number {
    return this.#records.size;
  }

  /** All records as they stand now, expired ones that were not removed yet included. */
  get records(): readonly IdempotencyRecord[] {
    return Array.from(this.#records.values(), copyRecord);
  }

  /** The staged writes of all commits that applied, oldest first: the last 10,000. */
  get committedWrites(): readonly StagedWrite[] {
    return [...this.#committed];
  }

  /** Forgets all records, result parts and committed writes. */
  clear(): void {
    this.#records.clear();
    this.#parts.clear();
    this.#committed.length = 0;
  }

  async claim(request: ClaimRequest, limit?: RequestLimit): Promise<ClaimAnswer> {
    const answer = this.#write(this.#rules.claim, request.id, request, limit);
    if (answer.applied) this.#sweep(request);
    return answer;
  }

  async complete(request: CompleteRequest, limit?: RequestLimit): Promise<WriteAnswer> {
    return this.#ownerWrite(this.#rules.complete, request, limit);
  }

  async fail(request: FailRequest, limit?: RequestLimit): Promise<WriteAnswer> {
    return this.#ownerWrite(this.#rules.fail, request, limit);
  }

  async renew(request: RenewRequest, limit?: RequestLimit): Promise<WriteAnswer> {
    return this.#ownerWrite(this.#rules.renew, request, limit);
  }

  async saveStep(request: SaveStepRequest, limit?: RequestLimit): Promise<WriteAnswer> {
    return this.#ownerWrite(this.#rules.saveStep, request, limit);
  }

  async doubt(request: DoubtRequest, limit?: RequestLimit): Promise<WriteAnswer> {
    return this.#ownerWrite(this.#rules.doubt, request, limit);
  }

  async halt(request: HaltRequest, limit?: RequestLimit): Promise<WriteAnswer> {
    return withoutRecord(this.#write(this.#rules.halt, request.id, request, limit));
  }

  async settle(request: SettleRequest, limit?: RequestLimit): Promise<WriteAnswer> {
    return withoutRecord(this.#write(this.#rules.settle, request.id, request, limit));
  }

  async commit(request: CommitRequest, limit?: RequestLimit): Promise<CommitAnswer> {
    const answer = this.#ownerWrite(this.#rules.commit, request, limit);
    if (answer.applied) this.#keep(request.staged);
    return answer;
  }

  async commitUnclaimed(request: CommitUnclaimedRequest, limit?: RequestLimit): Promise<CommitAnswer> {
    const answer = this.#write(this.#rules.commitUnclaimed, request.id, request, limit);
    if (answer.applied) {
      this.#keep(request.staged);
      this.#sweep(request);
    }
    return withoutRecord(answer);
  }

  async find(id: string, limit?: RequestLimit): Promise<IdempotencyRecord | undefined> {
    refuseWithoutTime(limit);
    const record = this.#records.get(id);
    return record && copyRecord(record);
  }

  async putResultPart(part: ResultPart, limit?: RequestLimit): Promise<void> {
    refuseWithoutTime(limit);
    this.#parts.set(partKey(part), { ...part, bytes: new Uint8Array(part.bytes) });
  }

  async getResultPart(
    wanted: Pick<ResultPart, 'id' | 'partOf' | 'index'> & { readonly nowMs: number },
    limit?: RequestLimit,
  ): Promise<Uint8Array | undefined> {
    refuseWithoutTime(limit);
    const part = this.#parts.get(partKey(wanted));
    return part === undefined || isExpired(part, epochMs(wanted.nowMs)) ? undefined : new Uint8Array(part.bytes);
  }

  #ownerWrite<Request extends OwnerWrite>(
    rule: WriteRule<Request>,
    request: Request,
    limit: RequestLimit | undefined,
  ): WriteAnswer {
    return withoutRecord(this.#write(rule, request.held.id, request, limit));
  }

  #write<Request>(
    rule: WriteRule<Request>,
    id: string,
    request: Request,
    limit: RequestLimit | undefined,
  ): ClaimAnswer {
    refuseWithoutTime(limit);
    const record = this.#records.get(id);
    const effect = rule(record, request);
    if (effect === 'refused') return { applied: false, record: record && copyRecord(record) };
    this.#records.set(id, copyRecord(effect));
    return { applied: true, record: effect };
  }

  #sweep({ nowMs, skewMs }: Pick<ClaimRequest, 'nowMs' | 'skewMs'>): void {
    const expiredForAllClocks = secondsReachedBy(addMs(nowMs, -skewMs));
    this.#records.sweep(expiredForAllClocks);
    this.#parts.sweep(expiredForAllClocks);
  }

  #keep(staged: readonly StagedWrite[]): void {
    for (const write of staged) this.#committed.push(write);
    this.#committed.splice(0, this.#committed.length - MAX_COMMITTED_WRITES);
  }
}

const withoutRecord = (answer: ClaimAnswer): WriteAnswer => (answer.applied ? APPLIED : answer);

const partKey = ({ id, partOf, index }: Pick<ResultPart, 'id' | 'partOf' | 'index'>): string =>
  JSON.stringify([id, partOf, index]);

function refuseWithoutTime(limit: RequestLimit | undefined): void {
  if (limit === undefined || limit.timeoutMs > 0) return;
  throw new IdempotencyRepositoryError(
    'The request was not made because the time for it was over before it began. ' +
      'Give the call more time, or let the event be delivered again.',
  );
}
