import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import { secondsReachedBy } from '../epoch.js';
import type { CommitUnclaimedRequest } from '../writes.js';
import { COMPLETE, FAILED, number, ONE, RUNNING, stored, text } from './attribute-value.js';
import { MAY_COMPLETE_UNCLAIMED } from './conditions.js';
import { transaction } from './transaction.js';
import type { TableLayout } from './table-layout.js';
import { updateBuilder, type Values } from './update-builder.js';

const FINISH_UNCLAIMED =
  'SET #status = :complete, #result = :result, #owner = :owner, #fence = :fence, #fingerprint = :fingerprint, ' +
  '#idempotent_expiry = :expiry, #started_at = :now ' +
  'REMOVE #in_progress_expiry, #steps, #error, #open_attempts ADD #attempts :one';

export function commitUnclaimedBuilder(
  layout: TableLayout,
): (commit: CommitUnclaimedRequest) => TransactWriteItemsCommandInput {
  const takingOver = updateBuilder(layout, FINISH_UNCLAIMED, MAY_COMPLETE_UNCLAIMED.withTakeover);
  const keepingOut = updateBuilder(layout, FINISH_UNCLAIMED, MAY_COMPLETE_UNCLAIMED.withoutTakeover);

  return (commit) => {
    const build = commit.takeover ? takingOver : keepingOut;
    return transaction(build(commit.id, valuesOf(commit)), commit.staged);
  };
}

const valuesOf = (commit: CommitUnclaimedRequest): Values => ({
  ':running': RUNNING,
  ':failed': FAILED,
  ':complete': COMPLETE,
  ':result': stored(commit.result),
  ':owner': text(commit.owner),
  ':fence': number(commit.fence),
  ':fingerprint': text(commit.fingerprint),
  ':expiry': number(commit.expiresAtSeconds),
  ':now': number(commit.nowMs),
  ':nowSeconds': number(secondsReachedBy(commit.nowMs)),
  ':lapsedBy': number(commit.nowMs - commit.skewMs),
  ':one': ONE,
});
