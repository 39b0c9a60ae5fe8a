import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { CommitRequest } from '../writes.js';
import { completeBuilder } from './complete-request.js';
import type { TableLayout } from './table-layout.js';
import { transaction } from './transaction.js';

export function commitBuilder(layout: TableLayout): (commit: CommitRequest) => TransactWriteItemsCommandInput {
  const complete = completeBuilder(layout);
  return (commit) => transaction(complete(commit), commit.staged);
}
