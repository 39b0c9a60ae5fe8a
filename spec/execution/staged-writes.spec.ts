import { IdempotencyRepositoryError } from '../../lib/errors/repository-error.js';
import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { loseRequest, loseResponse, sendAgain } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

/** Stages one write and returns. */
const placing = ({ id }: Order) => {
  execution().stage({ Put: { TableName: 'orders', Item: { id } } });
  return { placed: id };
};
const WRITTEN = [{ kind: 'Put', input: { TableName: 'orders', Item: { id: { S: 'a' } } } }];

describe('staged writes', () => {
  it('go out together with the completion, once', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, placing);
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
    expect(process.repository.sent).toEqual(['claim', 'commit', 'claim']);
    expect(store.committedWrites).toEqual(WRITTEN);
    expect(store.records).toMatchObject([{ status: 'COMPLETE' }]);
  });

  it('are not written when the method throws, nor when its error is one that is replayed', async () => {
    const store = new InMemoryRepository();
    const failing = (event: Order) => {
      placing(event);
      throw new RangeError('no stock');
    };
    await errorOf(handlerProcess(store, failing).deliver({ id: 'a' }));
    await errorOf(handlerProcess(store, failing, { replayErrors: [RangeError] }).deliver({ id: 'b' }));
    expect(store.records.map(({ status }) => status)).toEqual(['FAILED', 'COMPLETE']);
    expect(store.committedWrites).toEqual([]);
  });

  it.each([
    ['the client', sendAgain],
    ['the library', loseResponse],
  ])('are a success when the response is lost and %s sends them again', async (_, fault) => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, placing);
    process.repository.onNext('commit', fault);
    const answer = process.deliver(order);
    await elapse(1_000);
    expect(await answer).toStrictEqual({ placed: 'a' });
    expect(store.committedWrites).toEqual(WRITTEN);
    expect(process.outcomes).toEqual(['self_conflict_recovered', 'executed']);
  });

  it.each([loseRequest, loseResponse])('of unknown outcome are never told as a success (%p)', async (fault) => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, placing);
    process.repository.onEvery('commit', fault);
    const answer = errorOf(process.deliver(order));
    await elapse(12_000);
    const error = await answer;
    if (fault === loseRequest) {
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', retryable: true, operation: 'onOrder' });
      expect((error as Error).message).toMatch(new RegExp(`^${MEMBER}: .*Deliver the event again`));
      expect(process.outcomes).toEqual(['completion_failed']);
    }
    expect(store.committedWrites.length).toBeLessThanOrEqual(1);
  });

  it('whose own condition fails fail the method with the error of the store, and write nothing', async () => {
    const store = new InMemoryRepository();
    const cause = new Error('ConditionalCheckFailed');
    const process = handlerProcess(store, placing);
    process.repository.onNext('commit', async () => ({ applied: false, stagedConditionFailed: { index: 0, cause } }));
    expect(await errorOf(process.deliver(order))).toBe(cause);
    expect(store.records).toMatchObject([{ status: 'FAILED' }]);
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
  });

  it('that could never be written fail the method at once, and a corrected one may run', async () => {
    const store = new InMemoryRepository();
    const cause = new IdempotencyRepositoryError('Could not commit: two writes of one item.');
    const process = handlerProcess(store, placing, { recovery: 'halt' });
    process.repository.onNext('commit', async () => ({ applied: false, invalid: true, cause }));
    expect(await errorOf(process.deliver(order))).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message:
        `${MEMBER}: DynamoDB refuses the staged writes as they are; nothing was written. See the cause, and correct ` +
        'what the method passes to execution().stage().',
      operation: 'onOrder',
      cause,
    });
    expect(process.repository.sent).toEqual(['claim', 'commit', 'fail']);
    expect(process.outcomes).toEqual(['failed']);
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
  });

  it('cannot be staged any more once the method has ended', async () => {
    const store = new InMemoryRepository();
    const over = gate();
    let late: Promise<unknown> | undefined;
    const process = handlerProcess(store, (event: Order) => {
      const { stage } = execution();
      late = over.opened.then(() => stage({ Put: { TableName: 'orders', Item: { id: 'late' } } }));
      return placing(event);
    });
    await process.deliver(order);
    over.open();
    expect(await errorOf(late ?? Promise.resolve())).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message:
        `${MEMBER}: execution().stage() was called after the method had ended: await all that it begins. ` +
        'Nothing was written.',
    });
    expect(store.committedWrites).toEqual(WRITTEN);
  });

  it('that meet another transaction are sent again', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, placing);
    process.repository.onNext('commit', async () => ({ applied: false, conflict: true, cause: new Error('busy') }));
    const answer = process.deliver(order);
    await elapse(1_000);
    expect(await answer).toStrictEqual({ placed: 'a' });
    expect(store.committedWrites).toEqual(WRITTEN);
  });

  it('that meet another transaction each time fail the call, with the reason and the error of the store', async () => {
    const store = new InMemoryRepository();
    const busy = new Error('busy');
    const process = handlerProcess(store, placing);
    process.repository.onEvery('commit', async () => ({ applied: false, conflict: true, cause: busy }));
    const answer = errorOf(process.deliver(order));
    await elapse(12_000);
    expect(await answer).toMatchObject({
      code: 'IDEMPOTENCY_REPOSITORY',
      cause: {
        code: 'IDEMPOTENCY_REPOSITORY',
        message:
          'The staged writes met another transaction on the same items each time they were sent; nothing was written.',
        cause: busy,
      },
    });
    expect(store.committedWrites).toEqual([]);
  });

  it('of a method that outlived its lease are not written; its caller gets the answer of the successor', async () => {
    const store = new InMemoryRepository();
    let goOn!: () => void;
    const zombie = handlerProcess(
      store,
      async (event: Order) => {
        execution().stage({ Put: { TableName: 'orders', Item: { id: 'of the zombie' } } });
        await new Promise<void>((resolve) => (goOn = resolve));
        return { placed: `${event.id} by the zombie` };
      },
      { lease: '1s' },
    );
    zombie.repository.onEvery('renew', loseRequest);
    const answer = zombie.deliver(order);
    await elapse(2_001);
    await handlerProcess(store, placing).deliver(order);
    goOn();
    expect(await answer).toStrictEqual({ placed: 'a' });
    expect(store.committedWrites).toEqual(WRITTEN);
  });
});

describe("claim: 'at-commit'", () => {
  const options = { claim: 'at-commit' } as const;

  it('makes one request in all, and a duplicate one', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, placing, options);
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
    expect(process.repository.sent).toEqual(['commitUnclaimed', 'commitUnclaimed']);
    expect(store.committedWrites).toEqual(WRITTEN);
    expect(process.outcomes).toEqual(['executed', 'replayed']);
  });

  it('of 20 concurrent processes one commits, and all answer alike', async () => {
    const store = new InMemoryRepository();
    const processes = Array.from({ length: 20 }, (_, n) =>
      handlerProcess(store, (event: Order) => ({ ...placing(event), by: n }), options),
    );
    const answers = await Promise.all(processes.map((process) => process.deliver(order)));
    for (const answer of answers) expect(answer).toStrictEqual(answers[0]);
    expect(store.committedWrites).toEqual(WRITTEN);
  });

  it('a method that throws writes nothing and may run again', async () => {
    const store = new InMemoryRepository();
    const own = new Error('no stock');
    const run = jest.fn(placing).mockImplementationOnce(() => {
      throw own;
    });
    const process = handlerProcess(store, run, options);
    expect(await errorOf(process.deliver(order))).toBe(own);
    expect(store.size).toBe(0);
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
  });

  it('is a success when the response is lost and the transaction is sent again', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, placing, options);
    process.repository.onNext('commitUnclaimed', sendAgain);
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
    expect(store.committedWrites).toEqual(WRITTEN);
    expect(process.outcomes).toEqual(['executed']);
  });

  it('throws when the outcome stays unknown', async () => {
    const process = handlerProcess(new InMemoryRepository(), placing, options);
    process.repository.onEvery('commitUnclaimed', loseRequest);
    const answer = errorOf(process.deliver(order));
    await elapse(12_000);
    expect(await answer).toBeInstanceOf(IdempotencyRepositoryError);
  });

  it('another fingerprint is refused', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, placing, { ...options, key: 'id', fingerprint: 'total' });
    await process.deliver({ id: 'a', total: 1 });
    const error = await errorOf(process.deliver({ id: 'a', total: 2 }));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_PAYLOAD_MISMATCH' });
    expect(store.committedWrites).toHaveLength(1);
  });

  it('has neither steps nor a fence, and says so', async () => {
    const process = handlerProcess(
      new InMemoryRepository(),
      ({ id }: Order): unknown => (id === 'a' ? execution().step('one', () => 1) : execution().fenceCondition()),
      options,
    );
    for (const id of ['a', 'b']) {
      const error = await errorOf(process.deliver({ id }));
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
      expect((error as Error).message).toMatch(new RegExp(`^${MEMBER}: .*claim: 'at-commit'`));
    }
  });
});
