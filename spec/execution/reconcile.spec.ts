import type { ReconcileContext, Reconciliation } from '../../lib/execution/reconcile.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { hang, loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

/** A worker that took over from one that died, and reconciles until its answer is given; its renewals get lost. */
async function reconciling() {
  const store = new InMemoryRepository();
  const dead = handlerProcess(store, (_: Order) => new Promise<string>(() => undefined), { lease: '1s' });
  dead.repository.onEvery('renew', hang);
  void dead.deliver(order);
  await elapse(2_001);
  const found = gate<Reconciliation<string>>();
  const run = jest.fn((_: Order) => 'of this attempt');
  const signals: AbortSignal[] = [];
  const recovery = ({ signal }: ReconcileContext) => {
    signals.push(signal);
    return found.opened;
  };
  const process = handlerProcess(store, run, { lease: '1s', recovery });
  process.repository.onEvery('renew', loseRequest);
  const answer = process.deliver(order);
  answer.catch(() => undefined);
  await settle();
  return { store, run, process, found, answer, signals };
}

describe.each(['not-done', 'unknown'] as const)('a function that answers %s after its lease was over', (state) => {
  it('is overtaken by a successor that completed: the delivery gets the answer of that one', async () => {
    const { store, run, process, found, answer } = await reconciling();
    await elapse(2_001);
    await handlerProcess(store, (_: Order) => 'of the successor').deliver(order);
    const before = store.records;
    process.repository.onEvery('renew', (send) => send());
    found.open({ state });
    await settle();
    expect(await answer).toBe('of the successor');
    expect(store.records).toEqual(before);
    expect(process.outcomes.at(-1)).toBe('lease_lost');
    expect(run).not.toHaveBeenCalled();
  });

  it('is overtaken by a successor that runs: the delivery is told so, by what the signal tells', async () => {
    const { store, run, process, found, answer, signals } = await reconciling();
    await elapse(2_001);
    void handlerProcess(store, (_: Order) => new Promise<string>(() => undefined)).deliver(order);
    await settle();
    const before = store.records;
    found.open({ state });
    const error = await errorOf(answer);
    expect(signals[0]?.reason).toBe(error);
    expect(error).toMatchObject({
      code: 'IDEMPOTENCY_LEASE_LOST',
      operation: 'onOrder',
      message: expect.stringMatching(`^${MEMBER}: .*\`lease\``),
    });
    expect(store.records).toEqual(before);
    expect(process.outcomes.at(-1)).toBe('lease_lost');
    expect(run).not.toHaveBeenCalled();
  });
});
