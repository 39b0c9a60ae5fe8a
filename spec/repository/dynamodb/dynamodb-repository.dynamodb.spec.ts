import { randomUUID } from 'node:crypto';
import {
  CreateTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBRepository } from '../../../lib/repository/dynamodb/dynamodb-repository.js';
import { idempotencyTable } from '../../../lib/repository/dynamodb/table-definition.js';
import type { CommitUnclaimedRequest, StagedWrite } from '../../../lib/repository/writes.js';
import { startDynamoDBLocal } from '../../engines/dynamodb-local.js';
import type { Engine } from '../../engines/engine.js';
import { startFaultProxy, type FaultProxy } from '../../engines/fault-proxy.js';
import { answerWith, loseResponse, passThrough } from '../../engines/faults.js';
import { aClaim, completionOf, hold, inADay, LIMIT, rejection } from './sample-requests.js';

const options = {
  tableName: `records-${randomUUID()}`,
  partitionKey: 'pk',
  sortKey: { name: 'sk' },
  attributes: { idempotent_expiry: 'expiration' },
};

let engine: Engine;
let proxy: FaultProxy;
let repository: DynamoDBRepository;

beforeAll(async () => {
  engine = await startDynamoDBLocal();
  proxy = await startFaultProxy(engine.endpoint);
  repository = new DynamoDBRepository({ ...options, client: proxy.client() });
  await engine.client().send(new CreateTableCommand(idempotencyTable(options).createTable));
});

afterAll(async () => {
  await proxy.stop();
  await engine.stop();
});

beforeEach(() => proxy.reset());

const sent = (): string[] => proxy.requests.map(({ operation }) => operation);

const key = (id: string) => ({ pk: { S: id }, sk: { S: 'staged' } });

const put = (id: string, changes: object = {}): StagedWrite => ({
  kind: 'Put',
  input: { TableName: options.tableName, Item: key(id), ...changes },
});

const IF_NEW = { ConditionExpression: 'attribute_not_exists(pk)' };

const commitUnclaimedOf = (changes: Partial<CommitUnclaimedRequest> = {}): CommitUnclaimedRequest => {
  const { id, owner, fence, fingerprint, nowMs, skewMs, takeover, expiresAtSeconds } = aClaim();
  const claimant = { id, owner, fence, fingerprint, nowMs, skewMs, takeover };
  return { ...claimant, expiresAtSeconds, result: '1', staged: [], ...changes };
};

describe('idempotencyTable', () => {
  it('makes the table of a repository with the same options, its TTL included', async () => {
    const client = engine.client();
    await client.send(new UpdateTimeToLiveCommand(idempotencyTable(options).updateTimeToLive));
    const description = new DescribeTimeToLiveCommand({ TableName: options.tableName });
    const { TimeToLiveDescription } = await client.send(description);
    expect(TimeToLiveDescription).toEqual({ AttributeName: 'expiration', TimeToLiveStatus: 'ENABLED' });
  });
});

describe('one write is one request', () => {
  it('when it is refused: the refusal shows the record', async () => {
    const held = await hold(repository);
    const refused = { applied: false, record: held };
    const lost = { ...held, fence: held.fence - 1 };
    const expiresAtSeconds = inADay();
    proxy.reset();
    expect(await repository.claim(aClaim({ id: held.id }), LIMIT)).toEqual(refused);
    expect(await repository.complete(completionOf(lost), LIMIT)).toEqual(refused);
    expect(await repository.commit({ ...completionOf(lost), staged: [] }, LIMIT)).toEqual(refused);
    expect(await repository.doubt({ held: lost, expiresAtSeconds }, LIMIT)).toEqual(refused);
    expect(sent()).toEqual(['UpdateItem', 'UpdateItem', 'TransactWriteItems', 'UpdateItem']);
  });

  it('and a read more only where there is no record to show', async () => {
    const held = { ...(await hold(repository)), id: 'absent' };
    proxy.reset();
    expect(await repository.complete(completionOf(held), LIMIT)).toEqual({ applied: false, record: undefined });
    expect(sent()).toEqual(['UpdateItem', 'GetItem']);
  });

  it('of one write unit, to claim and to complete with a small result', async () => {
    const units: unknown[] = [];
    const client = engine.client();
    client.middlewareStack.add(
      (next) => async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const answer = await next(args);
        units.push(Reflect.get(answer.output, 'ConsumedCapacity'));
        return answer;
      },
      { step: 'initialize' },
    );
    const metered = new DynamoDBRepository({ ...options, client });
    const held = await hold(metered);
    await metered.complete(completionOf(held, 'x'.repeat(600)), LIMIT);
    expect(units).toMatchObject([{ CapacityUnits: 1 }, { CapacityUnits: 1 }]);
  });
});

describe('a commit', () => {
  it('whose response is lost is sent again, and answers success', async () => {
    const held = await hold(repository);
    const staged = put(randomUUID(), IF_NEW);
    proxy.onNext('TransactWriteItems', loseResponse());
    const answer = await repository.commit({ ...completionOf(held), staged: [staged] }, LIMIT);
    expect(sent().filter((operation) => operation === 'TransactWriteItems')).toHaveLength(2);
    expect(answer).toEqual({ applied: true });
  });

  it('sent a second time is refused and shows the completion, whatever its staged conditions say', async () => {
    const held = await hold(repository);
    const commit = { ...completionOf(held), staged: [put(randomUUID(), IF_NEW)] };
    expect(await repository.commit(commit, LIMIT)).toEqual({ applied: true });
    expect(await repository.commit(commit, LIMIT)).toMatchObject({
      applied: false,
      record: { status: 'COMPLETE', owner: held.owner, result: '1' },
    });
  });

  it('of which a copy arrives later changes nothing', async () => {
    const id = randomUUID();
    const commit = commitUnclaimedOf({ staged: [put(id, { Item: { pk: { S: id }, sk: { S: 'staged' } } })] });
    const first = proxy.onNext('TransactWriteItems', passThrough());
    expect(await repository.commitUnclaimed(commit, LIMIT)).toEqual({ applied: true });
    const completed = await repository.find(commit.id, LIMIT);
    await first.replayCopy();
    expect(await repository.find(commit.id, LIMIT)).toEqual(completed);
  });

  it('tells which staged condition failed, and keeps the item it wants returned in the cause', async () => {
    const id = randomUUID();
    const standing = put(id, { ...IF_NEW, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
    await repository.commitUnclaimed(commitUnclaimedOf({ staged: [put(id)] }), LIMIT);
    const staged = [put(randomUUID()), standing];
    const answer = await repository.commitUnclaimed(commitUnclaimedOf({ staged }), LIMIT);
    expect(answer).toMatchObject({
      applied: false,
      stagedConditionFailed: {
        index: 1,
        cause: { name: 'TransactionCanceledException', CancellationReasons: [{}, {}, { Item: { pk: { S: id } } }] },
      },
    });
  });

  it('that meets another transaction says so', async () => {
    const conflict = {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    };
    proxy.onNext('TransactWriteItems', answerWith(400, conflict));
    const held = await hold(repository);
    const answer = await repository.commit({ ...completionOf(held), staged: [put(randomUUID())] }, LIMIT);
    expect(answer).toMatchObject({ applied: false, conflict: true, cause: { name: 'TransactionCanceledException' } });
  });

  it.each<[string, (id: string) => readonly StagedWrite[]]>([
    ['two writes of one item', (id) => [put(id), put(id)]],
    ['a number of 41 digits', (id) => [put(id, { Item: { ...key(id), n: { N: '1'.repeat(41) } } })]],
    ['an item without its key', (id) => [put(id, { Item: { id: { S: id } } })]],
  ])('of what DynamoDB could never write is answered so: %s', async (_, staged) => {
    const id = randomUUID();
    const answer = await repository.commitUnclaimed(commitUnclaimedOf({ staged: staged(id) }), LIMIT);
    expect(answer).toMatchObject({
      applied: false,
      invalid: true,
      cause: { code: 'IDEMPOTENCY_REPOSITORY', cause: { name: expect.stringMatching(/^(Validation|Transaction)/) } },
    });
    expect(String('invalid' in answer && answer.cause)).not.toContain(id);
  });

  it('to a table of the user that is not there is an error: it may be on its way', async () => {
    const staged = [put(randomUUID(), { TableName: `missing-${randomUUID()}` })];
    const error = await rejection(repository.commitUnclaimed(commitUnclaimedOf({ staged }), LIMIT));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', cause: { name: 'ResourceNotFoundException' } });
  });

  it('of a record beyond 400 KB says that it is too large, and commits nothing', async () => {
    const held = await hold(repository);
    const id = randomUUID();
    const commit = { ...completionOf(held, 'x'.repeat(410_000)), staged: [put(id)] };
    expect(await repository.commit(commit, LIMIT)).toMatchObject({
      invalid: true,
      cause: { message: expect.stringContaining('larger than DynamoDB allows') },
    });
    const Key = { pk: { S: id }, sk: { S: 'staged' } };
    const { Item } = await engine.client().send(new GetItemCommand({ TableName: options.tableName, Key }));
    expect(Item).toBeUndefined();
  });
});

describe('a late copy of a claim', () => {
  it('changes nothing once its record was completed', async () => {
    const claimed = proxy.onNext('UpdateItem', passThrough());
    const held = await hold(repository);
    await repository.complete(completionOf(held), LIMIT);
    const completed = await repository.find(held.id, LIMIT);
    expect((await claimed.replayCopy()).status).toBe(400);
    expect(await repository.find(held.id, LIMIT)).toEqual(completed);
  });
});
