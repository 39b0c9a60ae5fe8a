import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { leanClient, type LeanClient } from '../../lib/lean-client/index.js';
import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import type { StagedWrite } from '../../lib/repository/writes.js';
import { describeRepositoryContract, type StagedWriteProbe } from '../../lib/testing/repository-contract.js';
import { createTable } from '../engines/create-table.js';
import { startDynamoDBLocal } from '../engines/dynamodb-local.js';
import type { Engine } from '../engines/engine.js';
import { startFaultProxy, type FaultProxy } from '../engines/fault-proxy.js';
import { failInternally, loseResponse, throttle } from '../engines/faults.js';
import { aClaim, completionOf, hold, LIMIT } from '../repository/dynamodb/sample-requests.js';

let engine: Engine;
let proxy: FaultProxy;
let client: LeanClient;
let repository: DynamoDBRepository;
const orders = `orders-${randomUUID()}`;
const records = `records-${randomUUID()}`;

beforeAll(async () => {
  engine = await startDynamoDBLocal();
  proxy = await startFaultProxy(engine.endpoint);
  client = leanClient({ endpoint: proxy.endpoint });
  repository = new DynamoDBRepository({ tableName: records, client });
  await createTable(engine.client(), { tableName: orders });
  await createTable(engine.client(), { tableName: records });
});

afterAll(async () => {
  client.destroy();
  await proxy.stop();
  await engine.stop();
});

beforeEach(() => proxy.reset());

const put = (id: string, changes: object = {}): StagedWrite => ({
  kind: 'Put',
  input: { TableName: orders, Item: { id: { S: id } }, ...changes },
});

const stagedWrites: StagedWriteProbe = {
  succeeding() {
    const id = randomUUID();
    const read = new GetItemCommand({ TableName: orders, Key: { id: { S: id } }, ConsistentRead: true });
    return { write: put(id), landed: async () => (await engine.client().send(read)).Item !== undefined };
  },
  failing: () => ({
    kind: 'ConditionCheck',
    input: { TableName: orders, Key: { id: { S: 'absent' } }, ConditionExpression: 'attribute_exists(id)' },
  }),
};

for (const readFirst of [false, true]) {
  describeRepositoryContract(
    `DynamoDBRepository with the lean client, readFirst ${readFirst}`,
    async () => {
      const tableName = `records-${randomUUID()}`;
      await createTable(engine.client(), { tableName });
      return { repository: new DynamoDBRepository({ tableName, client, readFirst }) };
    },
    { stagedWrites },
  );
}

describe('a refusal', () => {
  it('shows the record, bytes included, in one request', async () => {
    const held = await hold(repository);
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await repository.complete(completionOf(held, bytes), LIMIT);
    proxy.reset();
    const refused = await repository.claim(aClaim({ id: held.id }), LIMIT);
    expect(refused).toMatchObject({ applied: false, record: { status: 'COMPLETE' } });
    expect(Buffer.from(refused.record?.result ?? '')).toEqual(Buffer.from(bytes));
    expect(proxy.count()).toBe(1);
  });
});

describe('a commit', () => {
  const isTransaction = ({ operation }: { operation: string }): boolean => operation === 'TransactWriteItems';

  it.each([
    ['its response is lost', loseResponse()],
    ['it is throttled', throttle()],
    ['DynamoDB fails', failInternally()],
  ])('is sent again when %s, with the token of the first time, and answers success', async (_, fault) => {
    const held = await hold(repository);
    proxy.onNext('TransactWriteItems', fault);
    const staged = [put(randomUUID(), { ConditionExpression: 'attribute_not_exists(id)' })];
    expect(await repository.commit({ ...completionOf(held), staged }, LIMIT)).toEqual({ applied: true });
    const tokens = proxy.requests.filter(isTransaction).map(({ body }) => body.ClientRequestToken);
    expect(tokens).toEqual([expect.any(String), tokens[0]]);
  });

  it('has a token of its own each time', async () => {
    const commit = { ...completionOf(await hold(repository)), staged: [put(randomUUID())] };
    expect(await repository.commit(commit, LIMIT)).toEqual({ applied: true });
    expect(await repository.commit(commit, LIMIT)).toMatchObject({ applied: false, record: { status: 'COMPLETE' } });
    expect(new Set(proxy.requests.filter(isTransaction).map(({ body }) => body.ClientRequestToken)).size).toBe(2);
  });

  it('tells which staged condition failed, with the item as DynamoDB returned it, its bytes as bytes', async () => {
    const id = randomUUID();
    const Item = { id: { S: id }, bytes: { B: Uint8Array.of(1, 2) }, many: { L: [{ BS: [Uint8Array.of(3)] }] } };
    const held = await hold(repository);
    await repository.commit({ ...completionOf(held), staged: [put(id, { Item })] }, LIMIT);
    const refused = put(id, {
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const answer = await repository.commit({ ...completionOf(await hold(repository)), staged: [refused] }, LIMIT);
    const returned = {
      id: { S: id },
      bytes: { B: Buffer.of(1, 2) },
      many: { L: [{ BS: [Buffer.of(3)] }] },
    };
    expect(answer).toMatchObject({
      applied: false,
      stagedConditionFailed: { index: 0, cause: { CancellationReasons: [{}, { Item: returned }] } },
    });
  });
});
