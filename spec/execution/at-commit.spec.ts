import { childKey } from '../../lib/execution/child-key.js';
import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import type { IdempotencyRecord } from '../../lib/repository/record.js';
import type { CommitUnclaimedRequest } from '../../lib/repository/writes.js';
import { elapse, errorOf, gate, lambdaContext, settle, START_MS, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type HandlerProcess, type Order } from './handler-process.js';
import { answerAfter, holdUntil, loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };
const options = { claim: 'at-commit' } as const;

/** Stages one write and returns. */
const placing = ({ id }: Order): { placed: string } => {
  execution().stage({ Put: { TableName: 'orders', Item: { id } } });
  return { placed: id };
};

/** What this process asked the store to commit, in the order of its transactions. */
const transactions = <Args extends unknown[], Result>({ repository }: HandlerProcess<Args, Result>) =>
  repository.requests.flatMap(({ name, request }) =>
    name === 'commitUnclaimed' ? [request as CommitUnclaimedRequest] : [],
  );

/** A worker that claimed the record first; it runs until its gate opens. */
async function claimedBefore(store = new InMemoryRepository(), recovery: 'rerun' | 'halt' = 'rerun') {
  const ends = gate<{ placed: string }>();
  const worker = handlerProcess(store, (_: Order) => ends.opened, { lease: '1s', recovery });
  const answer = worker.deliver(order);
  answer.catch(() => undefined);
  await settle();
  return { store, ends, worker, answer };
}

/** The same, but it died: its lease is over for every clock. */
async function afterCrash(recovery: 'rerun' | 'halt' = 'rerun') {
  const all = await claimedBefore(undefined, recovery);
  all.worker.repository.onEvery('renew', loseRequest);
  await elapse(2_001);
  return all;
}

/** A record as a refused transaction may show it. */
async function failedRecord(changes: Partial<IdempotencyRecord>): Promise<IdempotencyRecord> {
  const store = new InMemoryRepository();
  await errorOf(handlerProcess(store, (_: Order) => Promise.reject(new Error('no stock'))).deliver(order));
  return { ...store.records[0]!, ...changes };
}

describe('what a method under at-commit is told of its execution', () => {
  it('the key, the operation, the first attempt, no fence, and a signal that does not abort', async () => {
    const process = handlerProcess(
      new InMemoryRepository(),
      (_: Order) => {
        const { key, operation, attempt, fence, deadline, signal } = execution();
        return { key, operation, attempt, fence, deadline, aborted: signal.aborted };
      },
      { ...options, operation: 'place order' },
    );
    expect(await process.deliver(order)).toStrictEqual({
      key: process.events[0]?.digest,
      operation: 'place order',
      attempt: 1,
      fence: 0,
      deadline: undefined,
      aborted: false,
    });
    expect(process.events[0]?.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('the deadline of the Lambda context', async () => {
    const run = (_order: Order, _context: object) => execution().deadline;
    const process = handlerProcess(new InMemoryRepository(), run, options);
    expect(await process.deliver(order, lambdaContext(30_000))).toEqual(new Date(START_MS + 30_000));
  });

  it('child keys that depend on the record and the label alone', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, (_: Order) => ['x', 'y'].map((l) => execution().childKey(l)), options);
    const keys = await process.deliver(order);
    expect(keys).toEqual(['x', 'y'].map((label) => childKey(store.records[0]!.id, label)));
    expect(keys[0]).not.toBe(keys[1]);
  });

  it.each(['step', 'fenceCondition'] as const)('that %s() needs a claim', async (what) => {
    const use = { step: () => execution().step('one', () => 1), fenceCondition: () => execution().fenceCondition() };
    const process = handlerProcess(new InMemoryRepository(), (_: Order): unknown => use[what](), options);
    expect(await errorOf(process.deliver(order))).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      operation: 'onOrder',
      message:
        `${MEMBER}: execution().${what}() needs a claim, and the option \`claim: 'at-commit'\` makes none. ` +
        "Stage the write, or use `claim: 'before'`.",
    });
  });
});

describe('a method under at-commit', () => {
  it('that stages nothing commits nothing but its record', async () => {
    const store = new InMemoryRepository();
    const process = handlerProcess(store, (_: Order) => 'done', options);
    expect(await process.deliver(order)).toBe('done');
    expect(store.committedWrites).toEqual([]);
    expect(await process.deliver(order)).toBe('done');
  });

  it('that throws is observed as failed, with its error', async () => {
    const own = new Error('no stock');
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => Promise.reject(own), options);
    expect(await errorOf(process.deliver(order))).toBe(own);
    expect(process.events).toMatchObject([{ outcome: 'failed', cause: own }]);
    expect(process.repository.sent).toEqual([]);
  });

  it('that throws an error to be replayed throws it, replays it, and writes none of what it staged', async () => {
    const store = new InMemoryRepository();
    const own = new RangeError('no stock');
    const run = jest.fn((event: Order) => {
      placing(event);
      throw own;
    });
    const replaying = { ...options, replayErrors: [RangeError] };
    const process = handlerProcess(store, run, replaying);
    expect(await errorOf(process.deliver(order))).toBe(own);
    const replayed = await errorOf(handlerProcess(store, run, replaying).deliver(order));
    expect(replayed).toBeInstanceOf(RangeError);
    expect(replayed).toMatchObject({ message: 'no stock' });
    expect(replayed).not.toBe(own);
    expect(store.committedWrites).toEqual([]);
    expect(process.outcomes).toEqual(['executed']);
  });

  it('shares its outcome, and when it began, with the duplicates that join it', async () => {
    const ends = gate();
    const onReplay = jest.fn((stored: { placed: string }) => stored);
    const run = async (event: Order) => {
      await ends.opened;
      return placing(event);
    };
    const process = handlerProcess(new InMemoryRepository(), run, { ...options, onReplay });
    const answers = [process.deliver(order), process.deliver(order)];
    await elapse(500);
    ends.open();
    expect(await Promise.all(answers)).toStrictEqual([{ placed: 'a' }, { placed: 'a' }]);
    expect(process.outcomes).toEqual(['executed', 'joined']);
    expect(process.repository.sent).toEqual(['commitUnclaimed']);
    expect(onReplay.mock.calls).toMatchObject([[{ placed: 'a' }, { startedAt: new Date(START_MS) }]]);
  });

  it('that was answered by the record of another process shares that with the duplicates that join it', async () => {
    const store = new InMemoryRepository();
    await handlerProcess(store, placing, options).deliver(order);
    const process = handlerProcess(store, async (_: Order) => ({ placed: 'too late' }), options);
    const answers = await Promise.all([process.deliver(order), process.deliver(order)]);
    expect(answers).toStrictEqual([{ placed: 'a' }, { placed: 'a' }]);
    expect(process.outcomes).toEqual(['replayed', 'joined']);
    expect(process.repository.sent).toEqual(['commitUnclaimed']);
  });

  it('whose staged condition fails gets the error of the store, at once', async () => {
    const cause = new Error('ConditionalCheckFailed');
    const process = handlerProcess(new InMemoryRepository(), placing, options);
    process.repository.onNext('commitUnclaimed', async () => ({
      applied: false,
      stagedConditionFailed: { index: 0, cause },
    }));
    expect(await errorOf(process.deliver(order))).toBe(cause);
    expect(process.repository.sent).toEqual(['commitUnclaimed']);
  });

  it('whose staged writes could never be written says so, at once', async () => {
    const cause = new Error('two writes of one item');
    const process = handlerProcess(new InMemoryRepository(), placing, options);
    process.repository.onNext('commitUnclaimed', async () => ({ applied: false, invalid: true, cause }));
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION', cause });
    expect(process.repository.sent).toEqual(['commitUnclaimed']);
  });

  it('can stage nothing any more once its method has ended', async () => {
    let stage: ReturnType<typeof execution>['stage'] | undefined;
    const process = handlerProcess(
      new InMemoryRepository(),
      async (_: Order) => void ({ stage } = execution()),
      options,
    );
    await process.deliver(order);
    expect(() => stage?.({ Put: { TableName: 'orders', Item: { id: 'late' } } })).toThrow('after the method had ended');
  });
});

describe('a transaction that meets a claim', () => {
  it('waits for the running execution, and answers with its result', async () => {
    const { store, ends, answer } = await claimedBefore();
    const process = handlerProcess(store, placing, options);
    const duplicate = process.deliver(order);
    await elapse(300);
    ends.open({ placed: 'by the claim' });
    await elapse(1_000);
    expect(await duplicate).toStrictEqual({ placed: 'by the claim' });
    expect(await answer).toStrictEqual({ placed: 'by the claim' });
    expect(store.committedWrites).toEqual([]);
    expect(process.outcomes).toEqual(['replayed']);
    expect(process.repository.sent.filter((name) => name === 'commitUnclaimed')).toHaveLength(1);
    expect(process.repository.sent.at(-1)).toBe('find');
  });

  it('waits no longer than the option tells', async () => {
    const { store } = await claimedBefore();
    const process = handlerProcess(store, placing, { ...options, wait: '2s' });
    const duplicate = errorOf(process.deliver(order));
    await elapse(1_900);
    expect(await Promise.race([duplicate, settle()])).toBeUndefined();
    await elapse(200);
    expect(await duplicate).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(process.repository.sent.filter((name) => name === 'commitUnclaimed')).toHaveLength(1);
    expect(process.outcomes).toEqual(['conflict']);
  });

  it('is sent again, above its fence, when the running execution fails', async () => {
    const { store, ends } = await claimedBefore();
    const process = handlerProcess(store, placing, options);
    const duplicate = process.deliver(order);
    await elapse(300);
    ends.fail(new Error('no stock'));
    await elapse(1_000);
    expect(await duplicate).toStrictEqual({ placed: 'a' });
    expect(store.committedWrites).toHaveLength(1);
    expect(store.records).toMatchObject([{ status: 'COMPLETE', attempts: 2 }]);
  });

  it('takes over from an execution that died', async () => {
    const { store } = await afterCrash();
    const process = handlerProcess(store, placing, options);
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
    expect(process.repository.sent).toEqual(['commitUnclaimed']);
    expect(store.records).toMatchObject([{ status: 'COMPLETE', attempts: 2 }]);
  });

  it('is refused by a record that is in doubt', async () => {
    const { store } = await afterCrash('halt');
    await errorOf(handlerProcess(store, placing, { recovery: 'halt' }).deliver(order));
    const process = handlerProcess(store, placing, options);
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT' });
    expect(process.outcomes).toEqual(['in_doubt']);
    expect(store.committedWrites).toEqual([]);
  });
});

describe('a transaction that is refused, but would not be again', () => {
  it.each([
    ['above the fence seen, where the clock is behind', START_MS + 5_000, START_MS + 5_001],
    ['above the fence seen, where the clock stands at it', START_MS, START_MS + 1],
    ['at the clock, where that is ahead', START_MS - 5_000, START_MS],
  ])('is sent again with a fence %s', async (_, fence, next) => {
    const record = await failedRecord({ fence });
    const process = handlerProcess(new InMemoryRepository(), placing, options);
    process.repository.onNext('commitUnclaimed', async () => ({ applied: false, record }));
    expect(await process.deliver(order)).toStrictEqual({ placed: 'a' });
    expect(transactions(process).map((request) => request.fence)).toEqual([START_MS, next]);
  });

  it('is given up after eight times', async () => {
    const process = handlerProcess(new InMemoryRepository(), placing, options);
    process.repository.onEvery('commitUnclaimed', async () => ({ applied: false, record: undefined }));
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(transactions(process)).toHaveLength(8);
    expect(process.outcomes).toEqual(['conflict']);
  });
});

describe('a transaction whose record might expire before its last copy arrives', () => {
  // The ttl less the skew of the clocks and the lifetime of a request: sent again until 2 s after the first time.
  const brief = { ...options, ttl: '13s' } as const;

  it.each([
    ['is sent again up to then', 1_999, 2],
    ['is not sent again from then on', 2_000, 1],
    ['is not sent again after that', 2_001, 1],
  ])('%s', async (_, refusedAfterMs, times) => {
    const network = gate();
    const process = handlerProcess(new InMemoryRepository(), placing, brief);
    process.repository.onNext('commitUnclaimed', async () => {
      await network.opened;
      return { applied: false, record: undefined };
    });
    const answer = process.deliver(order).catch((error: unknown) => error);
    await elapse(refusedAfterMs);
    network.open();
    await elapse(1_000);
    expect(transactions(process)).toHaveLength(times);
    if (times > 1) expect(await answer).toStrictEqual({ placed: 'a' });
    else
      expect(await answer).toMatchObject({
        code: 'IDEMPOTENCY_REPOSITORY',
        message:
          `${MEMBER}: whether the staged writes and the record were committed could not be found out. ` +
          'Deliver the event again: either the writes happened and it is answered from the record, or they did not ' +
          'and it runs again.',
        cause: {
          message:
            `${MEMBER}: the transaction was not sent again, because its record might have expired meanwhile.`,
        },
      });
  });

  it('is never sent when storing the parts of its result took as long', async () => {
    const network = gate();
    const large = { list: Array.from({ length: 20_000 }, (_, n) => `${n * 7919} ${n}`) };
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => large, brief);
    process.repository.onEvery('putResultPart', holdUntil(network.opened));
    const answer = errorOf(process.deliver(order));
    await elapse(2_000);
    network.open();
    expect(await answer).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
    expect(transactions(process)).toEqual([]);
  });

  it('counts as committed when its answer comes late', async () => {
    const network = gate();
    const process = handlerProcess(new InMemoryRepository(), placing, brief);
    process.repository.onNext('commitUnclaimed', answerAfter(network.opened));
    const answer = process.deliver(order);
    await elapse(5_000);
    network.open();
    expect(await answer).toStrictEqual({ placed: 'a' });
  });
});
