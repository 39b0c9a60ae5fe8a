import { setTimeout as sleep } from 'node:timers/promises';
import { CreateTableCommand, DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';

export interface TableShape {
  readonly tableName: string;
  readonly partitionKey?: string;
  /** None unless given: the key is then the partition key alone. */
  readonly sortKey?: string;
}

const POLL_MS = 20;
const POLLS = 250;

/** Creates an on-demand table with string keys and resolves once it takes requests. */
export async function createTable(
  client: DynamoDBClient,
  { tableName, partitionKey = 'id', sortKey }: TableShape,
): Promise<void> {
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: keys.map((name, index) => ({ AttributeName: name, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
  for (let poll = 0; poll < POLLS; poll += 1) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }));
    if (Table?.TableStatus === 'ACTIVE') return;
    await sleep(POLL_MS);
  }
  throw new Error(`Table ${tableName} was not ACTIVE within ${POLL_MS * POLLS} ms.`);
}
