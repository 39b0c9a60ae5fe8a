import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as sleep } from 'node:timers/promises';
import { idempotencyTable } from 'idempotent-handlers';
import { startDynalite } from '../../spec/engines/dynalite.js';

/** A DynamoDB with a table for the records. */
export interface Database {
  readonly description: string;
  /** What a process needs in its environment to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const ANY_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_SESSION_TOKEN: '' };
const LOCAL_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

/** An engine in this process, or the DynamoDB at `endpoint`; the table is made if there is none. */
export async function openDatabase(endpoint: string | undefined, tableName: string): Promise<Database> {
  const engine = endpoint === undefined ? await startDynalite() : undefined;
  const url = endpoint ?? engine?.endpoint ?? '';
  const environment = {
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_REGION: process.env['AWS_REGION'] ?? 'us-east-1',
    // An engine on this machine checks no credentials, but the SDK wants some.
    ...(LOCAL_HOSTS.includes(new URL(url).hostname) ? ANY_CREDENTIALS : {}),
  };
  Object.assign(process.env, environment);
  const client = new DynamoDBClient({});
  const made = await makeTable(client, tableName);
  client.destroy();
  return {
    description: `${made} table ${tableName} ${engine ? `in the embedded engine` : 'in DynamoDB'} at ${url}`,
    environment,
    stop: async () => engine?.stop(),
  };
}

async function makeTable(client: DynamoDBClient, tableName: string): Promise<'new' | 'existing'> {
  if (await tableStatus(client, tableName)) return 'existing';
  const { createTable, updateTimeToLive } = idempotencyTable({ tableName });
  await client.send(new CreateTableCommand(createTable));
  while ((await tableStatus(client, tableName)) !== 'ACTIVE') await sleep(POLL_MS);
  // The embedded engine knows no TTL. The library does not need it: it only keeps a table from growing.
  await client.send(new UpdateTimeToLiveCommand(updateTimeToLive)).catch(() => undefined);
  return 'new';
}

const POLL_MS = 100;

async function tableStatus(client: DynamoDBClient, tableName: string): Promise<string | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table?.TableStatus;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
