import { randomUUID } from 'node:crypto';
import {
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { createTable } from './create-table.js';
import { startDynamoDBLocal } from './dynamodb-local.js';
import type { Engine } from './engine.js';

/** What the library relies on in DynamoDB, and dynalite does not have. */
describe('DynamoDB Local', () => {
  const TABLE = { TableName: `engine-facts-${randomUUID()}` };
  const stored: Record<string, AttributeValue> = { id: { S: 'a' }, owner: { S: 'first' }, note: { S: '' } };
  let engine: Engine;
  let client: DynamoDBClient;

  beforeAll(async () => {
    engine = await startDynamoDBLocal();
    client = engine.client();
    await createTable(client, { tableName: TABLE.TableName });
    await client.send(new PutItemCommand({ ...TABLE, Item: stored }));
  });
  afterAll(() => engine.stop());

  const refusedUpdate = {
    ...TABLE,
    Key: { id: { S: 'a' } },
    UpdateExpression: 'SET #owner = :me',
    ConditionExpression: '#owner = :me',
    ExpressionAttributeNames: { '#owner': 'owner' },
    ExpressionAttributeValues: { ':me': { S: 'second' } },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  } as const;

  test('is the engine that the run shares', () => {
    expect(engine.endpoint).toBe(process.env.DYNAMODB_ENDPOINT);
  });

  test('a refused update carries the item', async () => {
    await expect(client.send(new UpdateItemCommand(refusedUpdate))).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: stored,
    });
  });

  test('a refused update of no item carries none', async () => {
    const update = new UpdateItemCommand({ ...refusedUpdate, Key: { id: { S: 'none' } } });
    const error: unknown = await client.send(update).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ConditionalCheckFailedException' });
    expect(error).not.toHaveProperty('Item', expect.anything());
  });

  test('a refused put carries the item', async () => {
    const put = new PutItemCommand({
      ...TABLE,
      Item: { id: { S: 'a' } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: stored });
  });

  test('a transaction is cancelled as a whole, with a reason for each entry', async () => {
    const other = { Put: { ...TABLE, Item: { id: { S: 'b' } }, ConditionExpression: 'attribute_not_exists(id)' } };
    const transaction = new TransactWriteItemsCommand({ TransactItems: [other, { Update: refusedUpdate }] });
    await expect(client.send(transaction)).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed', Item: stored }],
    });
    await client.send(new TransactWriteItemsCommand({ TransactItems: [other] }));
  });

  test('a transaction with the same token applies once', async () => {
    const add = {
      Update: {
        ...TABLE,
        Key: { id: { S: 'counter' } },
        UpdateExpression: 'ADD n :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      },
    };
    const transaction = { TransactItems: [add], ClientRequestToken: randomUUID() };
    await client.send(new TransactWriteItemsCommand(transaction));
    await client.send(new TransactWriteItemsCommand(transaction));
    const { Attributes } = await client.send(
      new UpdateItemCommand({ ...TABLE, Key: { id: { S: 'counter' } }, ReturnValues: 'ALL_NEW' }),
    );
    expect(Attributes?.['n']).toEqual({ N: '1' });
  });

  test('time to live can be switched on', async () => {
    const ttl = { Enabled: true, AttributeName: 'idempotent_expiry' };
    const answer = await client.send(new UpdateTimeToLiveCommand({ ...TABLE, TimeToLiveSpecification: ttl }));
    expect(answer.TimeToLiveSpecification).toEqual(ttl);
  });

  test('reports consumed capacity', async () => {
    const { ConsumedCapacity } = await client.send(
      new PutItemCommand({ ...TABLE, Item: { id: { S: 'c' } }, ReturnConsumedCapacity: 'TOTAL' }),
    );
    expect(ConsumedCapacity?.CapacityUnits).toBe(1);
  });
});
