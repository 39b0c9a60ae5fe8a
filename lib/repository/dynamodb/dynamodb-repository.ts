import type {
  GetItemCommandInput,
  TransactWriteItemsCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { isIdempotencyError } from '../../errors/idempotency-error.js';
import type { IdempotencyRepositoryError } from '../../errors/repository-error.js';
import { claimedRecord } from '../claimed-record.js';
import { addMs, epochMs } from '../epoch.js';
import { isExpired } from '../record-state.js';
import type { IdempotencyRecord } from '../record.js';
import type {
  ClaimAnswer,
  CommitAnswer,
  IdempotencyRepository,
  Refused,
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
  RenewRequest,
  ResultPart,
  SaveStepRequest,
  SettleRequest,
} from '../writes.js';
import { explainFailure } from './explain-failure.js';
import { findRequest, glanceRequest } from './find-request.js';
import type { LimitSignal } from './limit-signal.js';
import { parseItem } from './parse-item.js';
import { parseOptions } from './parse-options.js';
import { parsePart } from './parse-part.js';
import type { DynamoDBRepositoryOptions } from './repository-options.js';
import { requestBuilders, type RequestBuilders } from './request-builders.js';
import { getPartRequest, putPartRequest } from './result-part-request.js';
import type { RequestSender } from './request-sender.js';
import { sendTransaction } from './send-transaction.js';
import { sendUpdate } from './send-update.js';
import { isServiceException } from './service-exception.js';
import type { Item, TableLayout } from './table-layout.js';
import { withinLimit } from './time-limit.js';

const APPLIED: WriteAnswer = Object.freeze({ applied: true });

/**
 * Keeps records in a DynamoDB table, one item each.
 *
 * Every write is one conditional request, judged by DynamoDB on the item itself: the guarantees hold between any
 * number of processes. A refused write answers with the item as it stood, without a read (engines that do not return
 * it are asked by a strongly consistent one). A first delivery costs two writes, a duplicate one refused write, or
 * one read with `readFirst`. With global tables, all deliveries of one key must be handled in one Region: conditions
 * are judged in the Region they arrive in.
 *
 * The table needs nothing but its keys (`idempotencyTable`); the role needs the actions of `leastPrivilegePolicy`.
 * The AWS SDK is loaded when the first repository is made, not when the library is imported.
 *
 * Whether a request that failed took effect is unknown, and sending it again is safe: conditions, returned items and
 * transactions are those that DynamoDB documents for UpdateItem and TransactWriteItems.
 *
 * @throws IdempotencyConfigurationError from the constructor, naming the option, what was expected and what was given.
 * @throws IdempotencyRepositoryError from every method, when DynamoDB cannot be reached within the limit, refuses to
 * work, or holds a damaged item; the error of the SDK is its `cause`.
 *
 * @example
 * ```ts
 * const repository = new DynamoDBRepository({ tableName: 'idempotency' });
 * const onAnExistingTable = new DynamoDBRepository({
 *   tableName: 'requests',
 *   attributes: { idempotent_expiry: 'expiration' },
 *   clientConfig: { region: 'eu-west-1' },
 * });
 * ```
 */
export class DynamoDBRepository implements IdempotencyRepository {
  readonly tableName: string;
  // Private to the language, so that no inspection or serialisation reaches the client and its credentials.
  readonly #layout: TableLayout;
  readonly #sender: RequestSender;
  readonly #readFirst: boolean;
  readonly #requests: RequestBuilders;

  constructor(options: DynamoDBRepositoryOptions) {
    const { layout, sender, readFirst } = parseOptions(options);
    this.tableName = layout.tableName;
    this.#layout = layout;
    this.#sender = sender;
    this.#readFirst = readFirst;
    this.#requests = requestBuilders(layout);
  }

  claim(claim: ClaimRequest, limit: RequestLimit): Promise<ClaimAnswer> {
    return this.#perform('claim a record', limit, async (signal) => {
      const complete = this.#readFirst ? await this.#glance(claim, signal) : undefined;
      if (complete !== undefined) return { applied: false, record: complete };
      const { applied, item } = await sendUpdate(this.#sender, this.#requests.claim(claim), signal);
      if (!applied) return this.#refused(claim.id, item, signal);
      return { applied: true, record: claimedRecord(item && parseItem(this.#layout, item), claim) };
    });
  }

  complete(completion: CompleteRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#update('complete a record', completion.held.id, this.#requests.complete(completion), limit);
  }

  fail(failure: FailRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#update('record a failure', failure.held.id, this.#requests.fail(failure), limit);
  }

  renew(renewal: RenewRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#update('renew a lease', renewal.held.id, this.#requests.renew(renewal), limit);
  }

  saveStep(step: SaveStepRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#update('store a step', step.held.id, this.#requests.saveStep(step), limit);
  }

  doubt(doubt: DoubtRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#update('mark a record in doubt', doubt.held.id, this.#requests.doubt(doubt), limit);
  }

  halt(halt: HaltRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#update('mark a record in doubt', halt.id, this.#requests.halt(halt), limit);
  }

  settle(settlement: SettleRequest, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#update('settle a record', settlement.id, this.#requests.settle(settlement), limit);
  }

  commit(commit: CommitRequest, limit: RequestLimit): Promise<CommitAnswer> {
    return this.#transact('commit a record with staged writes', commit.held.id, this.#requests.commit(commit), limit);
  }

  commitUnclaimed(commit: CommitUnclaimedRequest, limit: RequestLimit): Promise<CommitAnswer> {
    const request = this.#requests.commitUnclaimed(commit);
    return this.#transact('commit a record with staged writes', commit.id, request, limit);
  }

  find(id: string, limit: RequestLimit): Promise<IdempotencyRecord | undefined> {
    return this.#perform('read a record', limit, (signal) => this.#read(findRequest(this.#layout, id), signal));
  }

  putResultPart(part: ResultPart, limit: RequestLimit): Promise<void> {
    return this.#perform('store a part of a result', limit, async (signal) => {
      await this.#sender.send('PutItem', putPartRequest(this.#layout, part), signal);
    });
  }

  getResultPart(
    part: Pick<ResultPart, 'id' | 'partOf' | 'index'> & { readonly nowMs: number },
    limit: RequestLimit,
  ): Promise<Uint8Array | undefined> {
    return this.#perform('read a part of a result', limit, async (signal) => {
      const item = await this.#getItem(getPartRequest(this.#layout, part), signal);
      if (item === undefined) return undefined;
      const stored = parsePart(this.#layout, item);
      return isExpired(stored, epochMs(part.nowMs)) ? undefined : stored.bytes;
    });
  }

  toString(): string {
    return `DynamoDBRepository(${this.tableName})`;
  }

  #update(task: string, id: string, input: UpdateItemCommandInput, limit: RequestLimit): Promise<WriteAnswer> {
    return this.#perform(task, limit, async (signal) => {
      const { applied, item } = await sendUpdate(this.#sender, input, signal);
      return applied ? APPLIED : this.#refused(id, item, signal);
    });
  }

  #transact(
    task: string,
    id: string,
    input: TransactWriteItemsCommandInput,
    limit: RequestLimit,
  ): Promise<CommitAnswer> {
    return this.#perform(task, limit, async (signal) => {
      const outcome = await sendTransaction(this.#sender, input, signal);
      if (outcome.recordRefused) return this.#refused(id, outcome.item, signal);
      const { answer } = outcome;
      return 'invalid' in answer ? { ...answer, cause: this.#explain(answer.cause, task, limit) } : answer;
    });
  }

  /** No item with the refusal: there was none, or the engine does not return it. A strong read tells which. */
  async #refused(id: string, item: Item | undefined, signal: LimitSignal): Promise<Refused> {
    const record = item ? parseItem(this.#layout, item) : await this.#read(findRequest(this.#layout, id), signal);
    return { applied: false, record };
  }

  /** Of one that a faster clock may take for expired, only the claim tells whether it still stands. */
  async #glance({ id, nowMs, skewMs }: ClaimRequest, signal: LimitSignal): Promise<IdempotencyRecord | undefined> {
    const record = await this.#read(glanceRequest(this.#layout, id), signal);
    return record?.status === 'COMPLETE' && !isExpired(record, addMs(nowMs, skewMs)) ? record : undefined;
  }

  async #read(input: GetItemCommandInput, signal: LimitSignal): Promise<IdempotencyRecord | undefined> {
    const item = await this.#getItem(input, signal);
    return item && parseItem(this.#layout, item);
  }

  async #getItem(input: GetItemCommandInput, signal: LimitSignal): Promise<Item | undefined> {
    return (await this.#sender.send('GetItem', input, signal)).Item;
  }

  /** Every request goes through here: bounded in time, and its errors explained. */
  async #perform<Answer>(
    task: string,
    limit: RequestLimit,
    requests: (signal: LimitSignal) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await withinLimit(limit, requests);
    } catch (error) {
      if (isIdempotencyError(error)) throw error;
      const region = isServiceException(error, 'ResourceNotFoundException') ? await this.#region() : undefined;
      throw this.#explain(error, task, limit, region);
    }
  }

  #explain(error: unknown, task: string, { timeoutMs }: RequestLimit, region?: string): IdempotencyRepositoryError {
    return explainFailure(error, { task, layout: this.#layout, timeoutMs, region });
  }

  async #region(): Promise<string | undefined> {
    try {
      return await this.#sender.region();
    } catch {
      return undefined;
    }
  }
}
