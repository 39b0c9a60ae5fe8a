import { setTimeout as sleep } from 'node:timers/promises';
import type { LimitSignal } from './limit-signal.js';
import { isServiceException } from './service-exception.js';

const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 10;

/**
 * Sends a write again while a transaction is at work on its item. DynamoDB refuses such a write without looking at
 * its condition, for the few milliseconds a transaction takes, and the SDK does not retry that by itself. Pauses
 * double and are random, so that writers who met do not meet again; all of them take less than a third of a second.
 */
export async function pastTransactions<Answer>(
  send: () => Promise<Answer>,
  limit: Pick<LimitSignal, 'abortSignal'>,
): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await send();
    } catch (error) {
      if (tries === MOST_TRIES || !isServiceException(error, 'TransactionConflictException')) throw error;
      await sleep(Math.random() * FIRST_PAUSE_MS * 2 ** (tries - 1), undefined, { signal: limit.abortSignal });
    }
  }
}
