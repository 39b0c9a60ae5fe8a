import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBRepository } from '../../../lib/index.js';
import { ignoreConditions } from './without-conditions.js';
import { Ledger } from './ledger.js';

/** What a handler works with, found in its environment. */
export function handlerSurroundings(): { repository: DynamoDBRepository; ledger: Ledger } {
  const client = process.env['IGNORE_CONDITIONS'] === 'true' ? ignoreConditions(new DynamoDBClient({})) : undefined;
  const tableName = process.env['RECORDS_TABLE'] ?? '';
  return {
    repository: new DynamoDBRepository(client ? { tableName, client } : { tableName }),
    ledger: new Ledger(new DynamoDBClient({}), process.env['LEDGER_TABLE'] ?? ''),
  };
}
