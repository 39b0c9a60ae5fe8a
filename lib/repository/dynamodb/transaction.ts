import type { TransactWriteItem, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import type { StagedWrite } from '../writes.js';
import type { UpdateRequest } from './update-builder.js';

/**
 * The record's update, then the staged writes: the index of a cancellation reason is the index of its write plus one.
 *
 * No `ClientRequestToken` of our own. The SDK adds one per send, under which its retries of a lost response are
 * answered with the first outcome; without one, the record's condition would refuse them and show COMPLETE by the
 * same owner, which is success too. A token derived from the call would only add a way to fail: a second send of the
 * same call that stages other writes would be refused for the difference.
 */
export const transaction = (
  record: UpdateRequest,
  staged: readonly StagedWrite[],
): TransactWriteItemsCommandInput => ({
  TransactItems: [{ Update: record }, ...staged.map(transactItem)],
});

// The input's form is the caller's word (see StagedWrite); DynamoDB refuses what does not have it.
const transactItem = ({ kind, input }: StagedWrite): TransactWriteItem => ({ [kind]: input }) as TransactWriteItem;
