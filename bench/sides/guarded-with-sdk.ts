import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBRepository } from '../../lib/index.js';
import type { Side } from '../report/report.js';
import { builtLibrary } from './built-library.js';
import type { Handler, Orders } from './handler.js';
import type { OrderEvent } from './order-event.js';

export const TABLE = 'idempotency';
const TTL_SECONDS = 86_400;

/** The same handler behind each guard, with one field as its key, over a client of the SDK. */
export function guardedWithSdk(side: Side, client: DynamoDBClient, orders: Orders): Handler {
  switch (side) {
    case 'ours':
      return guardedByUs(repositoryOf(client), orders);
    case 'powertools':
      return byPowertools(client, orders);
    case 'floor':
      return byHand(client, orders);
  }
}

export function guardedByUs(repository: DynamoDBRepository, orders: Orders): Handler {
  const { idempotent } = builtLibrary();
  return idempotent(orders.place as Handler, { operation: 'place', key: 'detail.orderId', repository });
}

/** @param client undefined: the repository makes one of its own, from the environment. */
export function repositoryOf(client: DynamoDBClient | undefined): DynamoDBRepository {
  const { DynamoDBRepository } = builtLibrary();
  return new DynamoDBRepository({ tableName: TABLE, client });
}

const byPowertools = (client: DynamoDBClient, orders: Orders): Handler =>
  // It types its wrapper by the wrapped function, with `any` for its arguments.
  makeIdempotent(orders.place as Handler, {
    persistenceStore: new DynamoDBPersistenceLayer({ tableName: TABLE, awsSdkV3Client: client }),
    keyPrefix: 'place',
    config: new IdempotencyConfig({
      eventKeyJmesPath: 'detail.orderId',
      throwOnNoIdempotencyKey: true,
      expiresAfterSeconds: TTL_SECONDS,
    }),
  }) as Handler;

/** The floor: nothing but the two requests that any guard has to send, written by hand, without any of its care. */
function byHand(client: DynamoDBClient, orders: Orders): Handler {
  return async (event) => {
    const id = `place#${event.detail.orderId}`;
    const stored = await claim(client, id);
    if (stored !== undefined) return JSON.parse(stored) as unknown;
    const result = await orRelease(client, id, orders, event);
    await client.send(
      new UpdateItemCommand({
        TableName: TABLE,
        Key: { id: { S: id } },
        UpdateExpression: 'SET #status = :complete, #result = :result, #expiry = :expiry',
        ExpressionAttributeNames: { '#status': 'status', '#result': 'result', '#expiry': 'idempotent_expiry' },
        ExpressionAttributeValues: {
          ':complete': { S: 'COMPLETE' },
          ':result': { S: JSON.stringify(result) },
          ':expiry': { N: expiry() },
        },
      }),
    );
    return result;
  };
}

async function claim(client: DynamoDBClient, id: string): Promise<string | undefined> {
  try {
    await client.send(
      new PutItemCommand({
        TableName: TABLE,
        Item: {
          id: { S: id },
          status: { S: 'IN_PROGRESS' },
          in_progress_expiry: { N: String(Date.now() + 30_000) },
          idempotent_expiry: { N: expiry() },
        },
        ConditionExpression: 'attribute_not_exists(#id) OR #expiry < :now',
        ExpressionAttributeNames: { '#id': 'id', '#expiry': 'idempotent_expiry' },
        ExpressionAttributeValues: { ':now': { N: String(Math.floor(Date.now() / 1_000)) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return undefined;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return error.Item?.result?.S;
    throw error;
  }
}

async function orRelease(client: DynamoDBClient, id: string, orders: Orders, event: OrderEvent): Promise<unknown> {
  try {
    return await orders.place(event);
  } catch (error) {
    await client.send(new DeleteItemCommand({ TableName: TABLE, Key: { id: { S: id } } }));
    throw error;
  }
}

const expiry = (): string => String(Math.ceil(Date.now() / 1_000) + TTL_SECONDS);
