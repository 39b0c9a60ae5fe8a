import { paginateScan, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Effect, Entry, Recorded } from './verdict.js';

type Item = Record<string, AttributeValue>;

/** What the ledger says, by key. */
export async function readLedger(client: DynamoDBClient, tableName: string): Promise<Map<string, Entry>> {
  const items = new Map((await scan(client, tableName)).map((item) => [item['id']?.S ?? '', item]));
  const keys = new Set([...items.keys()].map((id) => id.slice(id.indexOf('/') + 1)));
  return new Map([...keys].map((key) => [key, entry(items, key)]));
}

const entry = (items: ReadonlyMap<string, Item>, key: string): Entry => ({
  commits: Number(items.get(`commits/${key}`)?.['commits']?.N ?? 0),
  receipt: items.get(`order/${key}`)?.['receipt']?.S,
  effects: (items.get(`effects/${key}`)?.['notes']?.SS ?? []).map(effect),
});

function effect(note: string): Effect {
  const [name = '', fence = ''] = note.split('/');
  return { name, fence: Number(fence) };
}

/** What the idempotency records say, without telling whose they are. */
export const readRecords = async (client: DynamoDBClient, tableName: string): Promise<Recorded[]> =>
  (await scan(client, tableName)).map((item) => ({
    complete: item['status']?.S === 'COMPLETE',
    claims: Number(item['attempts']?.N ?? 0),
  }));

async function scan(client: DynamoDBClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  const pages = paginateScan({ client }, { TableName, ConsistentRead: true });
  for await (const { Items = [] } of pages) items.push(...Items);
  return items;
}
