import { inspectRecord, settleRecord, type Verdict } from '../../lib/execution/settle.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, settle, START_MS, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';
import { loseRequest, remoteRepository, sendAgain } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };
const TTL_MS = 60_000;
const options = { recovery: 'halt', ttl: '60s', lease: '1s' } as const;

/** A store with one record, of a worker that died after its start, and what an operator needs about it. */
async function afterCrash() {
  const store = new InMemoryRepository();
  const dead = handlerProcess(store, (_: Order) => new Promise<string>(() => undefined), options);
  dead.repository.onEvery('renew', loseRequest);
  void dead.deliver(order);
  await elapse(2_001);
  const run = jest.fn((_: Order): unknown => 'of this attempt');
  const next = handlerProcess(store, run, options);
  const recordId = store.records[0]!.id;
  const inspect = async () => (await inspectRecord(store, recordId))!;
  return { store, run, next, recordId, inspect };
}

/** The same, once a delivery has put the record IN_DOUBT. */
async function inDoubt() {
  const all = await afterCrash();
  await errorOf(all.next.deliver(order));
  return { ...all, seen: await all.inspect() };
}

describe('inspectRecord', () => {
  it('tells of a record that is absent by undefined', async () => {
    expect(await inspectRecord(new InMemoryRepository(), 'unknown')).toBeUndefined();
  });

  it('tells all that an operator decides by, and nothing of the result', async () => {
    const { seen } = await inDoubt();
    expect(seen).toStrictEqual({
      status: 'IN_DOUBT',
      fence: START_MS,
      attempts: 1,
      startedAt: new Date(START_MS),
      expiresAt: new Date(START_MS + TTL_MS),
    });
  });

  it('rejects with the error of a repository that cannot be reached', async () => {
    const { store, recordId } = await inDoubt();
    const remote = remoteRepository(store);
    remote.onNext('find', loseRequest);
    expect(await errorOf(inspectRecord(remote, recordId))).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  });
});

describe('settleRecord', () => {
  it.each([
    ['a plain value', { receipt: 'r1' }],
    ['undefined', undefined],
    ['a date', new Date(5)],
    ['a long text', 'x'.repeat(100_000)],
  ])('done, with %s: every duplicate gets it, and the method does not run', async (_, result) => {
    const { store, run, next, recordId, seen } = await inDoubt();
    expect(await settleRecord(store, recordId, seen, { done: true, result })).toBe(true);
    expect(await next.deliver(order)).toStrictEqual(result);
    expect(await next.deliver(order)).toStrictEqual(result);
    expect(run).not.toHaveBeenCalled();
    expect(store.records).toMatchObject([{ status: 'COMPLETE' }]);
  });

  it('not done: the next delivery runs the method, once', async () => {
    const { store, run, next, recordId, seen } = await inDoubt();
    expect(await settleRecord(store, recordId, seen, { done: false })).toBe(true);
    expect(store.records).toMatchObject([{ status: 'FAILED', result: undefined }]);
    expect(await next.deliver(order)).toBe('of this attempt');
    expect(await next.deliver(order)).toBe('of this attempt');
    expect(run).toHaveBeenCalledTimes(1);
  });

  describe.each<Verdict>([{ done: true, result: 'of the operator' }, { done: false }])('%j', (verdict) => {
    it('has no effect on a record that is gone', async () => {
      const { store, recordId, seen } = await inDoubt();
      store.clear();
      expect(await settleRecord(store, recordId, seen, verdict)).toBe(false);
      expect(store.size).toBe(0);
    });

    it('has no effect on a record that is not in doubt', async () => {
      const { store, recordId, inspect } = await afterCrash();
      const seen = await inspect();
      expect(seen.status).toBe('IN_PROGRESS');
      const before = store.records;
      expect(await settleRecord(store, recordId, seen, verdict)).toBe(false);
      expect(store.records).toEqual(before);
    });

    it.each([-1, 1])('has no effect when the fence seen is that of another attempt (%p)', async (difference) => {
      const { store, recordId, seen } = await inDoubt();
      const before = store.records;
      const other = { ...seen, fence: seen.fence + difference };
      expect(await settleRecord(store, recordId, other, verdict)).toBe(false);
      expect(store.records).toEqual(before);
    });

    it('takes effect once: whoever decides after that is told to look again', async () => {
      const { store, recordId, seen } = await inDoubt();
      expect(await settleRecord(store, recordId, seen, verdict)).toBe(true);
      const before = store.records;
      expect(await settleRecord(store, recordId, seen, { done: true, result: 'of another' })).toBe(false);
      expect(store.records).toEqual(before);
    });

    it('is told as a success when the request arrived twice', async () => {
      const { store, recordId, seen } = await inDoubt();
      const remote = remoteRepository(store);
      remote.onNext('settle', sendAgain);
      expect(await settleRecord(remote, recordId, seen, verdict)).toBe(true);
    });

    it('rejects with the error of a repository that cannot be reached, and may be sent again', async () => {
      const { store, recordId, seen } = await inDoubt();
      const remote = remoteRepository(store);
      remote.onNext('settle', loseRequest);
      const error = await errorOf(settleRecord(remote, recordId, seen, verdict));
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
      expect(await settleRecord(remote, recordId, seen, verdict)).toBe(true);
    });

    it('makes the record last as long anew, from now on', async () => {
      const { store, recordId, seen, inspect } = await inDoubt();
      await elapse(30_000);
      await settleRecord(store, recordId, seen, verdict);
      const now = Date.now();
      expect((await inspect()).expiresAt).toEqual(new Date(Math.ceil((now + TTL_MS) / 1_000) * 1_000));
    });

    it.each([
      ['the clock where that is ahead', 5_000, START_MS + 5_000],
      ['one where the clock is behind', -5_000, START_MS + 1],
      ['one where the clock stands at the fence seen', 0, START_MS + 1],
    ])('raises the fence to %s', async (_, aheadMs, fence) => {
      const { store, recordId, seen, inspect } = await inDoubt();
      jest.setSystemTime(seen.fence + aheadMs);
      await settleRecord(store, recordId, seen, verdict);
      expect(await inspect()).toMatchObject({ fence, attempts: 1 });
    });
  });

  it('gives each request the time that the protocol allows it', async () => {
    const { store, recordId, seen } = await inDoubt();
    const find = jest.spyOn(store, 'find');
    const settling = jest.spyOn(store, 'settle');
    await inspectRecord(store, recordId);
    await settleRecord(store, recordId, seen, { done: false });
    expect(find.mock.lastCall).toEqual([recordId, { timeoutMs: 10_000 }]);
    expect(settling.mock.lastCall?.[1]).toEqual({ timeoutMs: 10_000 });
  });

  it('leaves the late answer of the settled attempt without effect', async () => {
    const store = new InMemoryRepository();
    let finish!: (value: string) => void;
    const zombie = handlerProcess(store, (_: Order) => new Promise<string>((end) => (finish = end)), options);
    zombie.repository.onEvery('renew', loseRequest);
    const answer = zombie.deliver(order);
    await elapse(2_001);
    await errorOf(handlerProcess(store, (_: Order) => '', options).deliver(order));
    const { id } = store.records[0]!;
    const seen = (await inspectRecord(store, id))!;
    await settleRecord(store, id, seen, { done: true, result: 'of the operator' });
    finish('of the zombie');
    await settle();
    expect(await answer).toBe('of the operator');
  });

  it.each([
    ['a function', () => 1, 'a function'],
    ['more than fits into the record', 'x'.repeat(11_000_000), 'it is too large'],
  ])('refuses %s as a result, says why, and changes nothing', async (_, result, why) => {
    const { store, recordId, seen } = await inDoubt();
    const before = store.records;
    const error = await errorOf(settleRecord(store, recordId, seen, { done: true, result }));
    expect(error).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message:
        `settleRecord: the result cannot be stored: ${why}. ` +
        'Give the plain value that duplicates are to get.',
    });
    expect(store.records).toEqual(before);
  });
});
