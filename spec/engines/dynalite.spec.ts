import { connect } from 'node:net';
import { GetItemCommand, ListTablesCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { createTable } from './create-table.js';
import { startDynalite } from './dynalite.js';
import type { Engine } from './engine.js';

describe('dynalite', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startDynalite();
  });
  afterAll(() => engine.stop());

  test('starts empty, on 127.0.0.1', async () => {
    expect(engine.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { TableNames } = await engine.client().send(new ListTablesCommand({}));
    expect(TableNames).toEqual([]);
  });

  test.each([
    { shape: { tableName: 'simple' }, key: { id: { S: 'a' } } },
    {
      shape: { tableName: 'composite', partitionKey: 'pk', sortKey: 'sk' },
      key: { pk: { S: 'a' }, sk: { S: 'b' } },
    },
  ])('a table made by createTable takes requests at once: $shape.tableName', async ({ shape, key }) => {
    const client = engine.client();
    await createTable(client, shape);
    await client.send(new PutItemCommand({ TableName: shape.tableName, Item: { ...key, n: { N: '1' } } }));
    const { Item } = await client.send(new GetItemCommand({ TableName: shape.tableName, Key: key }));
    expect(Item).toEqual({ ...key, n: { N: '1' } });
  });

  test('two engines share nothing', async () => {
    const other = await startDynalite();
    await createTable(other.client(), { tableName: 'elsewhere' });
    const { TableNames } = await engine.client().send(new ListTablesCommand({}));
    expect(TableNames).not.toContain('elsewhere');
    await other.stop();
  });

  test('survives a client that goes away in the middle of a request', async () => {
    const socket = connect(Number(new URL(engine.endpoint).port), '127.0.0.1');
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{');
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.resetAndDestroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(engine.client().send(new ListTablesCommand({}))).resolves.toBeDefined();
  });
});
