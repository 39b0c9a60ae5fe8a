import { execution } from '../../lib/execution/execution.js';
import type { ReconcileContext } from '../../lib/execution/reconcile.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { epochSeconds } from '../../lib/repository/epoch.js';
import { encodeValue } from '../../lib/result/encode-value.js';
import { packOutcome } from '../../lib/result/stored-outcome.js';
import { elapse, errorOf, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order, type ProcessOptions } from './handler-process.js';
import { hang, loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };
const receipt = async (_: Order): Promise<unknown> => 'of this attempt';

/** A store with the record of a worker that died, whose lease is over for every clock. */
async function afterCrash(options: ProcessOptions) {
  const store = new InMemoryRepository();
  const childKeys: string[] = [];
  const dead = handlerProcess(
    store,
    (_: Order) => {
      childKeys.push(execution().childKey('charge'));
      return new Promise<string>(() => undefined);
    },
    { ...options, lease: '1s' },
  );
  dead.repository.onEvery('renew', hang);
  void dead.deliver(order);
  await elapse(2_001);
  return { store, childKeys };
}

describe("recovery: 'rerun'", () => {
  it('runs the method again once the lease has lapsed', async () => {
    const { store } = await afterCrash({});
    const next = handlerProcess(store, receipt);
    expect(await next.deliver(order)).toBe('of this attempt');
    expect(next.outcomes).toEqual(['takeover', 'executed']);
    expect(next.events[1]).toMatchObject({ attempt: 2 });
  });
});

describe("recovery: 'halt'", () => {
  it('marks the record IN_DOUBT and never runs again, for no delivery', async () => {
    const { store } = await afterCrash({ recovery: 'halt' });
    const run = jest.fn(receipt);
    const next = handlerProcess(store, run, { recovery: 'halt' });
    for (let delivery = 0; delivery < 3; delivery++) {
      const error = await errorOf(next.deliver(order));
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT', retryable: false, operation: 'onOrder' });
      expect((error as Error).message).toMatch(new RegExp(`^${MEMBER}: .*\`recovery\`.*settle`));
    }
    expect(run).not.toHaveBeenCalled();
    expect(store.records).toMatchObject([{ status: 'IN_DOUBT' }]);
    expect(next.outcomes).toEqual(['in_doubt', 'in_doubt', 'in_doubt']);
  });

  it('lets a delivery run again after the method threw: that is no doubt', async () => {
    const process = handlerProcess(new InMemoryRepository(), jest.fn(receipt).mockRejectedValueOnce(new Error('x')), {
      recovery: 'halt',
    });
    await errorOf(process.deliver(order));
    expect(await process.deliver(order)).toBe('of this attempt');
  });

  it('runs again once the ttl has ended', async () => {
    const { store } = await afterCrash({ recovery: 'halt', ttl: '1m' });
    const next = handlerProcess(store, receipt, { recovery: 'halt', ttl: '1m' });
    await errorOf(next.deliver(order));
    await elapse(62_000);
    expect(await next.deliver(order)).toBe('of this attempt');
  });

  it.each(['done', 'free'])('settled as %s through the repository, answers or runs accordingly', async (verdict) => {
    const { store } = await afterCrash({ recovery: 'halt' });
    const next = handlerProcess(store, receipt, { recovery: 'halt' });
    await errorOf(next.deliver(order));
    const [record] = store.records;
    const encoding = encodeValue('of the operator');
    const packed = packOutcome({ kind: 'value', text: encoding.storable ? encoding.text : '' });
    const settlement = {
      id: record!.id,
      seenFence: record!.fence,
      owner: 'operator',
      fence: Math.max(Date.now(), record!.fence + 1),
      expiresAtSeconds: epochSeconds(Math.ceil(Date.now() / 1_000) + 3_600),
      result: verdict === 'done' && packed.kind === 'inline' ? packed.result : undefined,
    };
    expect(await store.settle(settlement)).toEqual({ applied: true });
    expect(await store.settle(settlement)).toMatchObject({ applied: false });
    expect(await next.deliver(order)).toBe(verdict === 'done' ? 'of the operator' : 'of this attempt');
  });
});

describe('a function that reconciles', () => {
  it('done: its result answers, is stored, and the method does not run', async () => {
    const { store, childKeys } = await afterCrash({});
    const run = jest.fn(receipt);
    const contexts: ReconcileContext[] = [];
    const next = handlerProcess(store, run, {
      recovery: async (context) => {
        contexts.push(context);
        return { state: 'done', result: context.childKey('charge') };
      },
    });
    expect(await next.deliver(order)).toBe(childKeys[0]);
    expect(await next.deliver(order)).toBe(childKeys[0]);
    expect(run).not.toHaveBeenCalled();
    expect(contexts).toMatchObject([{ operation: 'onOrder', attempt: 2, args: [order] }]);
    expect(contexts[0]?.key).toBe(next.events[0]?.digest);
    expect(contexts[0]?.signal.aborted).toBe(false);
    expect(next.outcomes).toEqual(['takeover', 'executed', 'replayed']);
  });

  it('not-done: the method runs', async () => {
    const { store } = await afterCrash({});
    const next = handlerProcess(store, receipt, { recovery: async () => ({ state: 'not-done' }) });
    expect(await next.deliver(order)).toBe('of this attempt');
  });

  it('unknown: the record is IN_DOUBT', async () => {
    const { store } = await afterCrash({});
    const run = jest.fn(receipt);
    const recovery = jest.fn(async () => ({ state: 'unknown' }) as const);
    const next = handlerProcess(store, run, { recovery });
    expect(await errorOf(next.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT' });
    expect(await errorOf(next.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT' });
    expect(store.records).toMatchObject([{ status: 'IN_DOUBT' }]);
    expect(run).not.toHaveBeenCalled();
    expect(recovery).toHaveBeenCalledTimes(1);
  });

  it('throws: its error reaches the caller, nothing runs, and the next delivery reconciles again', async () => {
    const { store } = await afterCrash({});
    const own = new Error('of the reconciliation');
    const run = jest.fn(receipt);
    const recovery = jest.fn(async () => ({ state: 'not-done' }) as const);
    recovery.mockRejectedValueOnce(own);
    const next = handlerProcess(store, run, { recovery, lease: '1s' });
    expect(await errorOf(next.deliver(order))).toBe(own);
    expect(run).not.toHaveBeenCalled();
    expect(store.records).toMatchObject([{ status: 'IN_PROGRESS' }]);
    const again = next.deliver(order);
    await elapse(2_100);
    expect(await again).toBe('of this attempt');
    expect(recovery).toHaveBeenCalledTimes(2);
  });

  it.each([undefined, null, 'done', {}, { state: 'Done', result: 1 }])(
    'that answers %p instead runs nothing and says what is expected',
    async (answer) => {
      const { store } = await afterCrash({});
      const run = jest.fn(receipt);
      const next = handlerProcess(store, run, { recovery: async () => answer as never });
      const error = await errorOf(next.deliver(order));
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION', operation: 'onOrder' });
      const { message } = error as Error;
      expect(message).toMatch(new RegExp(`^${MEMBER}: .*\`recovery\`.*'done', 'not-done' or 'unknown'`));
      expect(run).not.toHaveBeenCalled();
    },
  );

  it('is not asked where nothing was left open', async () => {
    const recovery = jest.fn(async () => ({ state: 'unknown' }) as const);
    const run = jest.fn(receipt).mockRejectedValueOnce(new Error('no stock'));
    const process = handlerProcess(new InMemoryRepository(), run, { recovery });
    await errorOf(process.deliver(order));
    await process.deliver(order);
    await process.deliver(order);
    expect(recovery).not.toHaveBeenCalled();
  });

  it('whose result was overtaken answers with that of the successor', async () => {
    const { store } = await afterCrash({});
    let finish!: () => void;
    const next = handlerProcess(store, receipt, {
      lease: '1s',
      recovery: () =>
        new Promise((resolve) => {
          finish = () => resolve({ state: 'done', result: 'of the reconciliation' });
        }),
    });
    next.repository.onEvery('renew', loseRequest);
    const answer = next.deliver(order);
    await elapse(2_001);
    expect(await handlerProcess(store, (_: Order) => 'of the successor').deliver(order)).toBe('of the successor');
    finish();
    await settle();
    expect(await answer).toBe('of the successor');
  });
});
