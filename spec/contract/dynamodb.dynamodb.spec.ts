import { randomUUID } from 'node:crypto';
import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import type { DynamoDBRequestOptions, DynamoDBTableOptions } from '../../lib/repository/dynamodb/repository-options.js';
import { describeRepositoryContract, type StagedWriteProbe } from '../../lib/testing/repository-contract.js';
import { createTable, type TableShape } from '../engines/create-table.js';
import { startDynamoDBLocal } from '../engines/dynamodb-local.js';
import type { Engine } from '../engines/engine.js';

let engine: Engine;
const orders = `orders-${randomUUID()}`;

beforeAll(async () => {
  engine = await startDynamoDBLocal();
  await createTable(engine.client(), { tableName: orders });
});
afterAll(() => engine.stop());

/** Puts into a table of the user's, with and without a condition that fails. */
const stagedWrites: StagedWriteProbe = {
  succeeding() {
    const id = { S: randomUUID() };
    return {
      write: { kind: 'Put', input: { TableName: orders, Item: { id } } },
      landed: async () => {
        const read = new GetItemCommand({ TableName: orders, Key: { id }, ConsistentRead: true });
        return (await engine.client().send(read)).Item !== undefined;
      },
    };
  },
  failing: () => ({
    kind: 'ConditionCheck',
    input: { TableName: orders, Key: { id: { S: 'absent' } }, ConditionExpression: 'attribute_exists(id)' },
  }),
};

interface Variant {
  readonly name: string;
  readonly shape?: Omit<TableShape, 'tableName'>;
  readonly options?: Omit<DynamoDBTableOptions, 'tableName'> & Pick<DynamoDBRequestOptions, 'readFirst'>;
  readonly client?: (client: DynamoDBClient) => DynamoDBRequestOptions['client'];
}

const variants: readonly Variant[] = [
  { name: 'a table as the library makes it' },
  { name: 'a look before each claim', options: { readFirst: true } },
  {
    name: 'a composite key, other attribute names and a document client',
    shape: { partitionKey: 'pk', sortKey: 'sk' },
    options: {
      partitionKey: 'pk',
      sortKey: { name: 'sk' },
      attributes: { idempotent_expiry: 'expiration', status: 'state', steps: 'a.b c', result: 'constructor' },
    },
    client: (client) => DynamoDBDocumentClient.from(client, { unmarshallOptions: { wrapNumbers: true } }),
  },
];

for (const { name, shape, options, client = (given: DynamoDBClient) => given } of variants) {
  describeRepositoryContract(
    `DynamoDBRepository, ${name}`,
    async () => {
      const tableName = `records-${randomUUID()}`;
      await createTable(engine.client(), { tableName, ...shape });
      return { repository: new DynamoDBRepository({ tableName, client: client(engine.client()), ...options }) };
    },
    { stagedWrites },
  );
}
