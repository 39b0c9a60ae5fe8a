import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { LimitSignal } from '../../../lib/repository/dynamodb/limit-signal.js';
import {
  judgeCancellation,
  sendTransaction,
  type TransactionOutcome,
} from '../../../lib/repository/dynamodb/send-transaction.js';

const OK = { Code: 'None' };
const REFUSED = { Code: 'ConditionalCheckFailed' };
const BUSY = { Code: 'TransactionConflict' };
const THROTTLED = { Code: 'ThrottlingError' };
const Item = { id: { S: 'order#1' } };

describe('why a transaction was cancelled', () => {
  const judge = (...CancellationReasons: readonly { Code?: string; Item?: typeof Item }[]) => {
    const error = { name: 'TransactionCanceledException', CancellationReasons };
    return { error, outcome: judgeCancellation(error) };
  };

  it("the record's condition comes first, with its item", () => {
    const refused: TransactionOutcome = { recordRefused: true, item: Item };
    expect(judge({ ...REFUSED, Item }, OK).outcome).toEqual(refused);
    expect(judge({ ...REFUSED, Item }, REFUSED, BUSY).outcome).toEqual(refused);
    expect(judge(REFUSED).outcome).toEqual({ recordRefused: true, item: undefined });
  });

  it('then a staged condition, by its index among the staged writes', () => {
    const { error, outcome } = judge(OK, OK, REFUSED, REFUSED);
    const answer = { applied: false, stagedConditionFailed: { index: 1, cause: error } };
    expect(outcome).toEqual({ recordRefused: false, answer });
  });

  it('but only where the record was judged: one in conflict may be that of this very transaction', () => {
    expect(judge(BUSY, REFUSED).outcome).toMatchObject({ answer: { applied: false, conflict: true } });
  });

  it('then a conflict, on the record or a staged item', () => {
    const { error, outcome } = judge(BUSY, OK);
    expect(outcome).toEqual({ recordRefused: false, answer: { applied: false, conflict: true, cause: error } });
    expect(judge(OK, BUSY, BUSY).outcome).toMatchObject({ answer: { conflict: true } });
    expect(judge({}, BUSY).outcome).toMatchObject({ answer: { conflict: true } });
  });

  it('also that a staged write is none that could ever be made', () => {
    const WRONG = { Code: 'ValidationError' };
    const { error, outcome } = judge(OK, OK, WRONG);
    expect(outcome).toEqual({ recordRefused: false, answer: { applied: false, invalid: true, cause: error } });
    expect(judge(BUSY, WRONG).outcome).toMatchObject({ answer: { invalid: true } });
    expect(judge(WRONG, OK).outcome).toBeUndefined();
  });

  it('anything else is no answer', () => {
    expect(judge(THROTTLED, OK).outcome).toBeUndefined();
    expect(judge(BUSY, THROTTLED).outcome).toBeUndefined();
    expect(judge(OK, {}).outcome).toBeUndefined();
    expect(judge().outcome).toBeUndefined();
    expect(judgeCancellation({ name: 'TransactionCanceledException' })).toBeUndefined();
  });
});

describe('a transaction that DynamoDB refuses as wrong', () => {
  const refused = Object.assign(new Error('multiple operations on one item'), { name: 'ValidationException' });
  const sender = { send: () => Promise.reject(refused), region: () => Promise.resolve(undefined) };
  const record: TransactWriteItem = { Update: { TableName: 'records', Key: {}, UpdateExpression: 'SET a = b' } };
  const staged: TransactWriteItem = { Put: { TableName: 'orders', Item: {} } };
  const send = (TransactItems?: TransactWriteItem[]) => sendTransaction(sender, { TransactItems }, new LimitSignal());

  it('is answered so where writes are staged', async () => {
    const answer = { applied: false, invalid: true, cause: refused };
    expect(await send([record, staged])).toEqual({ recordRefused: false, answer });
  });

  it('is an error where the record stands alone', async () => {
    await expect(send([record])).rejects.toBe(refused);
    await expect(send()).rejects.toBe(refused);
  });
});
