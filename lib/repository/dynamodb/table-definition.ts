import type { CreateTableCommandInput, UpdateTimeToLiveCommandInput } from '@aws-sdk/client-dynamodb';
import type { DynamoDBTableOptions } from './repository-options.js';
import { parseLayout } from './parse-options.js';

/** The inputs of the two commands that make a table. */
export interface IdempotencyTable {
  readonly createTable: CreateTableCommandInput;
  /** To be sent once the table is active. */
  readonly updateTimeToLive: UpdateTimeToLiveCommandInput;
}

/**
 * The table that a `DynamoDBRepository` of the same options works on: its keys, on-demand billing, and the TTL
 * attribute by which DynamoDB deletes expired records in its own time. The library judges expiry itself: without TTL
 * everything works the same, but the table grows.
 *
 * @throws IdempotencyConfigurationError as `DynamoDBRepository` does.
 *
 * @example
 * ```ts
 * const { createTable, updateTimeToLive } = idempotencyTable({ tableName: 'idempotency' });
 * await client.send(new CreateTableCommand(createTable));
 * await waitUntilTableExists({ client, maxWaitTime: 60 }, { TableName: 'idempotency' });
 * await client.send(new UpdateTimeToLiveCommand(updateTimeToLive));
 * ```
 */
export function idempotencyTable(options: DynamoDBTableOptions): IdempotencyTable {
  const { tableName, partitionKey, sortKey, attributes } = parseLayout(options);
  const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey.name];
  return {
    createTable: {
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      KeySchema: keys.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    },
    updateTimeToLive: {
      TableName: tableName,
      TimeToLiveSpecification: { AttributeName: attributes.idempotent_expiry, Enabled: true },
    },
  };
}
