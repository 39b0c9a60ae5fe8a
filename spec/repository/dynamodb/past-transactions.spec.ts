import timers from 'node:timers/promises';
import { LimitSignal } from '../../../lib/repository/dynamodb/limit-signal.js';
import { pastTransactions } from '../../../lib/repository/dynamodb/past-transactions.js';

const conflict = Object.assign(new Error('busy'), { name: 'TransactionConflictException' });
const going = new LimitSignal();

/** Answers with each of these in turn. */
const sender = (...answers: readonly (Error | string)[]) => {
  const left = [...answers];
  return jest.fn(async () => {
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
};

describe('pastTransactions', () => {
  it('sends once what meets none', async () => {
    const send = sender('done');
    await expect(pastTransactions(send, going)).resolves.toBe('done');
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('sends again what met one', async () => {
    const send = sender(conflict, conflict, 'done');
    await expect(pastTransactions(send, going)).resolves.toBe('done');
    expect(send).toHaveBeenCalledTimes(3);
  });

  it('gives up after six tries', async () => {
    const send = sender(...Array.from({ length: 10 }, () => conflict));
    await expect(pastTransactions(send, going)).rejects.toBe(conflict);
    expect(send).toHaveBeenCalledTimes(6);
  });

  it('pauses twice as long after each try, about 10 ms at first', async () => {
    const pause = jest.spyOn(timers, 'setTimeout').mockResolvedValue(undefined);
    const chance = jest.spyOn(Math, 'random').mockReturnValue(0.5);
    try {
      const send = sender(...Array.from({ length: 6 }, () => conflict));
      await expect(pastTransactions(send, going)).rejects.toBe(conflict);
      expect(pause.mock.calls.map(([ms]) => ms)).toEqual([5, 10, 20, 40, 80]);
    } finally {
      chance.mockRestore();
      pause.mockRestore();
    }
  });

  it('leaves every other error alone', async () => {
    const send = sender(new Error('denied'));
    await expect(pastTransactions(send, going)).rejects.toThrow('denied');
    expect(send).toHaveBeenCalledTimes(1);
  });

  it('stops when the time is over', async () => {
    const send = sender(conflict, 'done');
    const over = new LimitSignal();
    over.abort();
    await expect(pastTransactions(send, over)).rejects.toMatchObject({ name: 'AbortError' });
    expect(send).toHaveBeenCalledTimes(1);
  });
});
