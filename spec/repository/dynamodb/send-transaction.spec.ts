import { judgeCancellation, type TransactionOutcome } from '../../../lib/repository/dynamodb/send-transaction.js';

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
    expect(judge(BUSY, REFUSED).outcome).toMatchObject({ answer: { stagedConditionFailed: { index: 0 } } });
  });

  it('then a conflict, on the record or a staged item', () => {
    const { error, outcome } = judge(BUSY, OK);
    expect(outcome).toEqual({ recordRefused: false, answer: { applied: false, conflict: true, cause: error } });
    expect(judge(OK, BUSY, BUSY).outcome).toMatchObject({ answer: { conflict: true } });
    expect(judge({}, BUSY).outcome).toMatchObject({ answer: { conflict: true } });
  });

  it('anything else is no answer', () => {
    expect(judge(THROTTLED, OK).outcome).toBeUndefined();
    expect(judge(OK, { Code: 'ValidationError' }).outcome).toBeUndefined();
    expect(judge(BUSY, { Code: 'ValidationError' }).outcome).toBeUndefined();
    expect(judge(OK, {}).outcome).toBeUndefined();
    expect(judge().outcome).toBeUndefined();
    expect(judgeCancellation({ name: 'TransactionCanceledException' })).toBeUndefined();
  });
});
