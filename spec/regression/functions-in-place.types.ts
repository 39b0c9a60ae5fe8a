/**
 * Compiled, not run: functions written in place, in the options of a decorator, know the types of their parameters and
 * of what they return.
 */
import { execution, Idempotent, idempotent } from '../../lib/index.js';

const findDebit = async (reference: string): Promise<string | undefined> => reference;

export class DebitHandler {
  @Idempotent({
    key: 'transferId',
    recovery: async ({ childKey }) => {
      const result = await findDebit(childKey('debit'));
      return result === undefined ? { state: 'not-done' } : { state: 'done', result };
    },
    replayErrors: (error) => error instanceof RangeError,
  })
  async onDebit(event: { readonly transferId: string }): Promise<string> {
    return event.transferId + execution().childKey('debit');
  }
}

export const guardedDebit = idempotent(
  async function debit(event: { readonly transferId: string }): Promise<{ readonly status: 'debited' | 'refused' }> {
    return { status: event.transferId === '' ? 'refused' : 'debited' };
  },
  {
    key: 'transferId',
    recovery: async ({ childKey }) =>
      (await findDebit(childKey('debit'))) ? { state: 'done', result: { status: 'debited' } } : { state: 'unknown' },
    replayErrors: (error) => error instanceof RangeError,
  },
);
