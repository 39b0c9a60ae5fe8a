import type { UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { pastTransactions } from './past-transactions.js';
import { isServiceException } from './service-exception.js';
import type { Item } from './table-layout.js';
import type { DynamoDBTransport } from './transport.js';

/** The item is the one after an applied update, or before a refused one; each only where the engine returned it. */
export interface UpdateOutcome {
  readonly applied: boolean;
  readonly item: Item | undefined;
}

/** Sends one conditional update. A condition that does not hold is an outcome, everything else an error. */
export async function sendUpdate(
  transport: DynamoDBTransport,
  input: UpdateItemCommandInput,
  abortSignal: AbortSignal,
): Promise<UpdateOutcome> {
  try {
    const answer = await pastTransactions(() => transport.send('UpdateItem', input, { abortSignal }), abortSignal);
    return { applied: true, item: answer.Attributes };
  } catch (error) {
    if (!isServiceException(error, 'ConditionalCheckFailedException')) throw error;
    return { applied: false, item: error.Item };
  }
}
