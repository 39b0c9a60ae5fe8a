import type { TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { CommitAnswer } from '../repository.js';
import type { LimitSignal } from './limit-signal.js';
import type { RequestSender } from './request-sender.js';
import { isServiceException, type ServiceException } from './service-exception.js';
import type { Item } from './table-layout.js';

/** That the record's own condition did not hold, with the item if the engine returned it; or a final answer. */
export type TransactionOutcome =
  | { readonly recordRefused: true; readonly item: Item | undefined }
  | { readonly recordRefused: false; readonly answer: CommitAnswer };

/** Sends a transaction whose first action is the record's. */
export async function sendTransaction(
  sender: RequestSender,
  input: TransactWriteItemsCommandInput,
  limit: LimitSignal,
): Promise<TransactionOutcome> {
  try {
    await sender.send('TransactWriteItems', input, limit);
    return { recordRefused: false, answer: { applied: true } };
  } catch (error) {
    if (isServiceException(error, 'ValidationException') && stages(input)) return invalid(error);
    const outcome = isServiceException(error, 'TransactionCanceledException') ? judgeCancellation(error) : undefined;
    if (outcome === undefined) throw error;
    return outcome;
  }
}

/**
 * Why a transaction was cancelled, the record's own condition first: when it did not hold, no staged condition
 * matters, and the record may well show that this very transaction had already been applied. Undefined: for a reason
 * that is no answer, such as throttling.
 */
export function judgeCancellation(error: ServiceException): TransactionOutcome | undefined {
  const [record, ...staged] = error.CancellationReasons ?? [];
  if (record?.Code === 'ConditionalCheckFailed') return { recordRefused: true, item: record.Item };

  const index = staged.findIndex(({ Code }) => Code === 'ConditionalCheckFailed');
  // Of a record in conflict it is not known whether its condition holds, nor whether this transaction did it already.
  if (index !== -1 && (record?.Code ?? 'None') === 'None') {
    return { recordRefused: false, answer: { applied: false, stagedConditionFailed: { index, cause: error } } };
  }
  const codes = [record, ...staged].map((reason) => reason?.Code ?? 'None').filter((code) => code !== 'None');
  if (staged.some((reason) => reason.Code === 'ValidationError')) return invalid(error);
  if (codes.length > 0 && codes.every((code) => code === 'TransactionConflict' || code === 'ConditionalCheckFailed')) {
    return { recordRefused: false, answer: { applied: false, conflict: true, cause: error } };
  }
  return undefined;
}

/** Behind the record's own action. */
const stages = ({ TransactItems }: TransactWriteItemsCommandInput): boolean => (TransactItems?.length ?? 0) > 1;

const invalid = (cause: unknown): TransactionOutcome => ({
  recordRefused: false,
  answer: { applied: false, invalid: true, cause },
});
