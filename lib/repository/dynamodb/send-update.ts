import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import type { LimitSignal } from './limit-signal.js';
import { pastTransactions } from './past-transactions.js';
import type { RequestSender } from './request-sender.js';
import { isServiceException } from './service-exception.js';
import type { Item } from './table-layout.js';

/** The item is the one after an applied update, or before a refused one; each only where the engine returned it. */
export interface UpdateOutcome {
  readonly applied: boolean;
  readonly item: Item | undefined;
}

/** Sends one conditional update. A condition that does not hold is an outcome, everything else an error. */
export async function sendUpdate(
  sender: RequestSender,
  input: UpdateItemCommandInput,
  limit: LimitSignal,
): Promise<UpdateOutcome> {
  try {
    const answer = await pastTransactions(() => sender.send('UpdateItem', input, limit), limit);
    return { applied: true, item: answer.Attributes };
  } catch (error) {
    if (!isServiceException(error, 'ConditionalCheckFailedException')) throw error;
    return { applied: false, item: error.Item };
  }
}
