import { randomUUID } from 'node:crypto';
import { createTable } from '../../engines/create-table.js';
import type { Engine } from '../../engines/engine.js';

/** The two tables of a run. */
export interface Tables {
  readonly records: string;
  readonly ledger: string;
}

export async function createTables(engine: Engine): Promise<Tables> {
  const run = randomUUID();
  const tables = { records: `records-${run}`, ledger: `ledger-${run}` };
  const client = engine.client();
  for (const tableName of [tables.records, tables.ledger]) await createTable(client, { tableName });
  return tables;
}

/** What a handler's process needs in its environment. */
export const environment = (tables: Tables, endpoint: string, guarded: boolean): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  RECORDS_TABLE: tables.records,
  LEDGER_TABLE: tables.ledger,
  IGNORE_CONDITIONS: guarded ? 'false' : 'true',
});
