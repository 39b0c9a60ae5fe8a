import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBRepository } from '../../../lib/repository/dynamodb/dynamodb-repository.js';
import { LimitSignal } from '../../../lib/repository/dynamodb/limit-signal.js';
import { transportSender, type RequestSender } from '../../../lib/repository/dynamodb/request-sender.js';
import { givenClientSender } from '../../../lib/repository/dynamodb/sdk-sender.js';
import type { DynamoDBTransport } from '../../../lib/repository/dynamodb/transport.js';
import { epochMs, epochSeconds } from '../../../lib/repository/epoch.js';
import type { IdempotencyRecord } from '../../../lib/repository/record.js';
import type { CommitUnclaimedRequest, StagedWrite } from '../../../lib/repository/writes.js';
import { aClaim, completionOf, inADay, LIMIT, rejection } from './sample-requests.js';

/** What the service answers a request with; an error it rejects with. */
type Answer = object;

interface Sent {
  readonly operation: string;
  readonly input: object;
  readonly abortSignal: AbortSignal;
}

const held: IdempotencyRecord = {
  id: 'order#1',
  status: 'IN_PROGRESS',
  owner: 'me',
  fence: 7,
  attempts: 1,
  openAttempts: 0,
  leaseEndsAtMs: epochMs(1_700_000_030_000),
  expiresAtSeconds: epochSeconds(1_700_086_400),
  fingerprint: 'content',
  startedAtMs: epochMs(1_700_000_000_999),
  result: undefined,
  error: undefined,
  steps: new Map(),
};

/** The same record as an item. */
const Item = {
  id: { S: 'order#1' },
  status: { S: 'IN_PROGRESS' },
  owner: { S: 'me' },
  fence: { N: '7' },
  attempts: { N: '1' },
  in_progress_expiry: { N: '1700000030000' },
  idempotent_expiry: { N: '1700086400' },
  fingerprint: { S: 'content' },
  started_at: { N: '1700000000999' },
};

const exception = (name: string, more: object = {}): Error =>
  Object.assign(new Error('of the service'), { name, ...more });
const cancelled = (...CancellationReasons: readonly object[]): Error =>
  exception('TransactionCanceledException', { CancellationReasons });

/** A repository on a transport that answers with each of these in turn, and then with nothing. */
function onTransport(answers: readonly Answer[], more: Partial<DynamoDBTransport> = {}) {
  const left = [...answers];
  const sent: Sent[] = [];
  const client: DynamoDBTransport = {
    isDynamoDBTransport: true,
    async send(operation, input, { abortSignal }) {
      sent.push({ operation, input, abortSignal });
      const answer = left.shift() ?? {};
      if (answer instanceof Error) throw answer;
      return answer;
    },
    ...more,
  };
  return { repository: new DynamoDBRepository({ tableName: 'records', client }), sent };
}

const operations = (sent: readonly Sent[]): string[] => sent.map(({ operation }) => operation);

const staged: readonly StagedWrite[] = [{ kind: 'Put', input: { TableName: 'orders', Item: { pk: { S: 'a' } } } }];
const { form: _form, leaseEndsAtMs: _lease, ...claimant } = aClaim({ id: 'order#1' });
const unclaimed: CommitUnclaimedRequest = { ...claimant, result: '1', staged };

describe('an update', () => {
  it('that is refused with the item answers with its record, without a read', async () => {
    const { repository, sent } = onTransport([exception('ConditionalCheckFailedException', { Item })]);
    expect(await repository.complete(completionOf(held), LIMIT)).toEqual({ applied: false, record: held });
    expect(operations(sent)).toEqual(['UpdateItem']);
  });

  it('that is refused without the item answers with what a strongly consistent read shows', async () => {
    const { repository, sent } = onTransport([exception('ConditionalCheckFailedException'), { Item }]);
    expect(await repository.complete(completionOf(held), LIMIT)).toEqual({ applied: false, record: held });
    expect(operations(sent)).toEqual(['UpdateItem', 'GetItem']);
    expect(sent[1]?.input).toMatchObject({ ConsistentRead: true });
  });
});

const COMMITS = [
  {
    name: 'a commit',
    commit: (repository: DynamoDBRepository) => repository.commit({ ...completionOf(held), staged }, LIMIT),
  },
  {
    name: 'a commit without a claim',
    commit: (repository: DynamoDBRepository) => repository.commitUnclaimed(unclaimed, LIMIT),
  },
];

describe.each(COMMITS)('$name', ({ commit }) => {
  const OK = { Code: 'None' };
  const REFUSED = { Code: 'ConditionalCheckFailed' };

  it('is one transaction, of the record and the staged writes', async () => {
    const { repository, sent } = onTransport([{}]);
    expect(await commit(repository)).toStrictEqual({ applied: true });
    expect(operations(sent)).toEqual(['TransactWriteItems']);
    expect(sent[0]?.input).toMatchObject({
      TransactItems: [{ Update: { TableName: 'records', Key: { id: { S: 'order#1' } } } }, { Put: staged[0]?.input }],
    });
  });

  it('that the record refuses answers with the record that comes with it', async () => {
    const { repository, sent } = onTransport([cancelled({ ...REFUSED, Item }, OK)]);
    expect(await commit(repository)).toEqual({ applied: false, record: held });
    expect(operations(sent)).toEqual(['TransactWriteItems']);
  });

  it.each([
    ['the record', { Item }, held],
    ['no record', {}, undefined],
  ])('that the record refuses without an item answers with %s, as a read shows', async (_, read, record) => {
    const { repository, sent } = onTransport([cancelled(REFUSED, OK), read]);
    expect(await commit(repository)).toEqual({ applied: false, record });
    expect(operations(sent)).toEqual(['TransactWriteItems', 'GetItem']);
    expect(sent[1]?.input).toMatchObject({ Key: { id: { S: 'order#1' } }, ConsistentRead: true });
  });

  it('that a staged condition refuses says which', async () => {
    const cause = cancelled(OK, REFUSED);
    const answer = await commit(onTransport([cause]).repository);
    expect(answer).toEqual({ applied: false, stagedConditionFailed: { index: 0, cause } });
  });

  it('that stages what DynamoDB could never write says so, and why', async () => {
    const cause = cancelled(OK, { Code: 'ValidationError' });
    expect(await commit(onTransport([cause]).repository)).toEqual({
      applied: false,
      invalid: true,
      cause: expect.objectContaining({
        code: 'IDEMPOTENCY_REPOSITORY',
        message: expect.stringMatching(/^Could not commit a record with staged writes in DynamoDB table "records": /),
        cause,
      }),
    });
  });

  it('that meets another transaction says so', async () => {
    const cause = cancelled(OK, { Code: 'TransactionConflict' });
    expect(await commit(onTransport([cause]).repository)).toEqual({ applied: false, conflict: true, cause });
  });

  it.each([
    ['was cancelled for what is no answer', cancelled(OK, { Code: 'ThrottlingError' })],
    ['failed otherwise', exception('InternalServerError', { CancellationReasons: [REFUSED, OK] })],
    ['met the refusal of no transaction', exception('ConditionalCheckFailedException', { Item })],
  ])('that %s rejects, with the cause', async (_, cause) => {
    const error = await rejection(commit(onTransport([cause]).repository));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', retryable: true, cause });
  });
});

describe('an error', () => {
  const expiresAtSeconds = inADay();
  const part = { id: 'order#1', partOf: 'token', index: 0 };
  const settlement = { id: 'order#1', seenFence: 7, owner: 'operator', fence: 8, expiresAtSeconds, result: '1' };

  it.each<[string, (repository: DynamoDBRepository) => Promise<unknown>]>([
    ['claim a record', (repository) => repository.claim(aClaim(), LIMIT)],
    ['complete a record', (repository) => repository.complete(completionOf(held), LIMIT)],
    ['record a failure', (repository) => repository.fail({ held, error: 'E', expiresAtSeconds }, LIMIT)],
    ['renew a lease', (repository) => repository.renew({ held, leaseEndsAtMs: epochMs(1), expiresAtSeconds }, LIMIT)],
    [
      'store a step',
      (repository) =>
        repository.saveStep({ held, name: 's', result: 'x', stepExpiresAtSeconds: expiresAtSeconds }, LIMIT),
    ],
    ['mark a record in doubt', (repository) => repository.doubt({ held, expiresAtSeconds }, LIMIT)],
    [
      'mark a record in doubt',
      (repository) => repository.halt({ id: held.id, seen: held, nowMs: epochMs(1), skewMs: 0 }, LIMIT),
    ],
    ['settle a record', (repository) => repository.settle(settlement, LIMIT)],
    [
      'commit a record with staged writes',
      (repository) => repository.commit({ ...completionOf(held), staged }, LIMIT),
    ],
    ['commit a record with staged writes', (repository) => repository.commitUnclaimed(unclaimed, LIMIT)],
    ['read a record', (repository) => repository.find('order#1', LIMIT)],
    [
      'store a part of a result',
      (repository) => repository.putResultPart({ ...part, bytes: Uint8Array.of(1), expiresAtSeconds }, LIMIT),
    ],
    ['read a part of a result', (repository) => repository.getResultPart({ ...part, nowMs: 0 }, LIMIT)],
  ])('says that it could not %s, where, and why', async (task, use) => {
    const error = await rejection(use(onTransport([exception('SomethingNew')]).repository));
    expect(error.message).toContain(
      `Could not ${task} in DynamoDB table "records": the request failed (SomethingNew); the error of the client is`,
    );
  });

  it('about a damaged item is passed on as it is', async () => {
    const { repository } = onTransport([{ Item: { ...Item, fence: { S: 'x' } } }]);
    const error = await rejection(repository.find('order#1', LIMIT));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
    expect(error.message).not.toContain('Could not read');
    expect(error.cause).toBeUndefined();
  });

  it.each<[string, Partial<DynamoDBTransport>, string]>([
    ['that tells it', { region: async () => 'eu-west-1' }, 'there is no such table in eu-west-1. Create it'],
    ['that tells none', {}, 'there is no such table. Create it'],
    ['that fails to tell', { region: () => Promise.reject(new Error('lost')) }, 'there is no such table. Create it'],
  ])('about a missing table names the region of a transport %s', async (_, more, message) => {
    const missing = exception('ResourceNotFoundException');
    const error = await rejection(onTransport([missing], more).repository.find('order#1', LIMIT));
    expect(error.message).toContain(message);
    expect(error.cause).toBe(missing);
  });
});

describe('where requests go', () => {
  const send = async () => ({});

  it('is unknown of a transport that does not say', async () => {
    await expect(transportSender({ isDynamoDBTransport: true, send }).region()).resolves.toBeUndefined();
  });

  it('is unknown of a client without a configuration', async () => {
    await expect(givenClientSender({ send }).region()).resolves.toBeUndefined();
  });
});

describe('when the time is over', () => {
  /** What a sender was told of its limit, before and after it was reached. */
  async function told(senderOf: (noteSignal: (signal: AbortSignal | undefined) => void) => RequestSender) {
    let abortSignal: AbortSignal | undefined;
    const sender = senderOf((signal) => (abortSignal = signal));
    const limit = new LimitSignal();
    void sender.send('GetItem', { TableName: 'records', Key: {} }, limit);
    // The SDK is loaded first.
    await sleep(100);
    const before = abortSignal?.aborted;
    limit.abort();
    return [before, abortSignal?.aborted];
  }
  const unanswered = () => new Promise<never>(() => undefined);

  it('a transport is told', async () => {
    const answer = await told((noteSignal) =>
      transportSender({
        isDynamoDBTransport: true,
        send(_operation, _input, { abortSignal }) {
          noteSignal(abortSignal);
          return unanswered();
        },
      }),
    );
    expect(answer).toEqual([false, true]);
  });

  it('a client that was brought is told', async () => {
    const answer = await told((noteSignal) =>
      givenClientSender({
        send(_command, options) {
          noteSignal(options?.abortSignal);
          return unanswered();
        },
      }),
    );
    expect(answer).toEqual([false, true]);
  });
});
