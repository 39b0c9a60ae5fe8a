import { execution } from '../../lib/execution/execution.js';
import type { IdempotentOptions } from '../../lib/options/idempotent-options.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, MEMBER, type Order } from './handler-process.js';
import { loseRequest } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };

/** A worker whose renewals get lost, whose method ends on command, and whose lease another worker takes over. */
async function lostLease(options: IdempotentOptions = {}) {
  const store = new InMemoryRepository();
  const zombieEnds = gate<string>();
  const successorEnds = gate<string>();
  const zombie = handlerProcess(store, (_: Order) => zombieEnds.opened, { ...options, lease: '2s' });
  const successor = handlerProcess(store, (_: Order) => successorEnds.opened, { lease: '2s' });
  const healed = zombie.repository.onEvery('renew', loseRequest);
  const zombieAnswer = zombie.deliver(order);
  zombieAnswer.catch(() => undefined);
  await elapse(3_001);
  const successorAnswer = successor.deliver(order);
  await settle();
  expect(successor.outcomes).toEqual(['takeover']);
  return { store, healed, zombie, zombieEnds, zombieAnswer, successorEnds, successorAnswer };
}

describe('a method that outlives its lease', () => {
  it('and returns after its successor completed: both deliveries get the answer of the successor', async () => {
    const { store, zombie, zombieEnds, zombieAnswer, successorEnds, successorAnswer } = await lostLease();
    successorEnds.open('of the successor');
    expect(await successorAnswer).toBe('of the successor');
    const before = store.records;
    zombieEnds.open('of the zombie');
    expect(await zombieAnswer).toBe('of the successor');
    expect(store.records).toEqual(before);
    expect(zombie.outcomes.at(-1)).toBe('lease_lost');
  });

  it('and returns while its successor runs: is told so, and neither changes nor releases the record', async () => {
    const { store, zombie, zombieEnds, zombieAnswer, successorEnds, successorAnswer } = await lostLease();
    const before = store.records;
    zombieEnds.open('of the zombie');
    expect(await errorOf(zombieAnswer)).toMatchObject({
      code: 'IDEMPOTENCY_LEASE_LOST',
      operation: 'onOrder',
      message: expect.stringMatching(`${MEMBER}: .*\`lease\``),
    });
    expect(store.records).toEqual(before);
    expect(zombie.outcomes.at(-1)).toBe('lease_lost');
    successorEnds.open('of the successor');
    expect(await successorAnswer).toBe('of the successor');
    expect(await zombie.deliver(order)).toBe('of the successor');
  });

  it.each([
    ['completed', 'an error that may run again', {}],
    ['runs', 'an error that may run again', {}],
    ['completed', 'an error that is replayed', { replayErrors: [Error] }],
    ['runs', 'an error that is replayed', { replayErrors: [Error] }],
  ])('and throws when its successor %s, %s: its caller gets its own error', async (state, _, options) => {
    const { store, zombie, zombieEnds, zombieAnswer, successorEnds, successorAnswer } = await lostLease(options);
    if (state === 'completed') {
      successorEnds.open('of the successor');
      await successorAnswer;
    }
    const before = store.records;
    const own = new Error('of the zombie');
    zombieEnds.fail(own);
    expect(await errorOf(zombieAnswer)).toBe(own);
    expect(store.records).toEqual(before);
    successorEnds.open('of the successor');
    expect(await successorAnswer).toBe('of the successor');
    expect(await zombie.deliver(order)).toBe('of the successor');
  });

  it('and throws the reason of its signal once a renewal told of the loss: its successor answers', async () => {
    const store = new InMemoryRepository();
    const stopped = (_: Order): Promise<string> =>
      new Promise((_resolve, reject) => {
        const { signal } = execution();
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    const zombie = handlerProcess(store, stopped, { lease: '2s' });
    const healed = zombie.repository.onEvery('renew', loseRequest);
    const zombieAnswer = zombie.deliver(order);
    zombieAnswer.catch(() => undefined);
    await elapse(3_001);
    await handlerProcess(store, (_: Order) => 'of the successor').deliver(order);
    healed();
    await elapse(1_000);
    expect(await zombieAnswer).toBe('of the successor');
  });

  it('and returns when a renewal has told of the loss: its successor, which completed since, answers', async () => {
    const { healed, zombieEnds, zombieAnswer, successorEnds, successorAnswer } = await lostLease();
    healed();
    await elapse(1_000);
    successorEnds.open('of the successor');
    await successorAnswer;
    zombieEnds.open('of the zombie');
    expect(await zombieAnswer).toBe('of the successor');
  });

  it('and throws its own error when a renewal has told of the loss: that is observed as a failure', async () => {
    const { healed, zombie, zombieEnds, zombieAnswer } = await lostLease();
    healed();
    await elapse(1_000);
    const own = new Error('of the zombie');
    zombieEnds.fail(own);
    expect(await errorOf(zombieAnswer)).toBe(own);
    expect(zombie.events.at(-1)).toMatchObject({ outcome: 'failed', cause: own });
  });
});
