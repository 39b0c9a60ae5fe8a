import type { IdempotencyEvent, IdempotencyOutcome } from '../../lib/observability/observer.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess } from './handler-process.js';
import { hang, loseRequest, sendAgain } from './remote-repository.js';

useFakeTime();

interface Card {
  readonly id: string;
  readonly card: string;
  readonly total?: number;
}

const CARD = '4242-4242';
const event: Card = { id: `order-${CARD}`, card: CARD };
const method = jest.fn(async ({ card }: Card) => ({ charged: card }));
const processOn = (store: InMemoryRepository, options = {}) => handlerProcess<[Card], unknown>(store, method, options);

type Situation = (store: InMemoryRepository) => Promise<readonly IdempotencyEvent[]>;

const executed: Situation = async (store) => {
  const process = processOn(store);
  await process.deliver(event);
  return process.events;
};

const runningElsewhere = async (store: InMemoryRepository) => {
  const ends = gate<{ charged: string }>();
  method.mockImplementationOnce(() => ends.opened);
  const other = processOn(store, { lease: '1s' });
  other.repository.onEvery('renew', hang);
  void other.deliver(event).catch(() => undefined);
  await settle();
  return { other, ends };
};

/** How to bring about each outcome. */
const situations: Readonly<Record<IdempotencyOutcome, Situation>> = {
  executed,
  async replayed(store) {
    await executed(store);
    return executed(store);
  },
  async waited(store) {
    const { ends } = await runningElsewhere(store);
    const process = processOn(store);
    const answer = process.deliver(event);
    await elapse(100);
    ends.open({ charged: CARD });
    await elapse(500);
    await answer;
    return process.events;
  },
  async joined(store) {
    const process = processOn(store);
    await Promise.all([process.deliver(event), process.deliver(event)]);
    return process.events;
  },
  async conflict(store) {
    await runningElsewhere(store);
    const process = processOn(store, { wait: false });
    await process.deliver(event).catch(() => undefined);
    return process.events;
  },
  async mismatch(store) {
    const process = processOn(store, { key: 'id', fingerprint: 'total' });
    await process.deliver({ ...event, total: 1 });
    await process.deliver({ ...event, total: 2 }).catch(() => undefined);
    return process.events;
  },
  async failed(store) {
    method.mockRejectedValueOnce(new Error('no stock'));
    const process = processOn(store);
    await process.deliver(event).catch(() => undefined);
    return process.events;
  },
  async lease_lost(store) {
    const { other, ends } = await runningElsewhere(store);
    await elapse(2_001);
    await executed(store);
    ends.open({ charged: CARD });
    await settle();
    return other.events;
  },
  async takeover(store) {
    await runningElsewhere(store);
    await elapse(2_001);
    return executed(store);
  },
  async self_conflict_recovered(store) {
    const process = processOn(store);
    process.repository.onNext('claim', sendAgain);
    await process.deliver(event);
    return process.events;
  },
  async in_doubt(store) {
    await runningElsewhere(store);
    await elapse(2_001);
    const process = processOn(store, { recovery: 'halt' });
    await process.deliver(event).catch(() => undefined);
    return process.events;
  },
  async completion_failed(store) {
    const process = processOn(store);
    process.repository.onEvery('complete', loseRequest);
    const answer = process.deliver(event);
    await elapse(12_000);
    await answer;
    return process.events;
  },
  async unguarded(store) {
    const process = processOn(store, { key: 'missing', onMissingKey: 'execute' });
    await process.deliver(event);
    return process.events;
  },
  async store_unavailable(store) {
    const process = processOn(store);
    process.repository.onEvery('claim', loseRequest);
    await process.deliver(event).catch(() => undefined);
    return process.events;
  },
};

describe.each(Object.entries(situations) as [IdempotencyOutcome, Situation][])('%s', (outcome, bringAbout) => {
  it('is observed, with operation, digest, attempt and times, and without payload, key or result', async () => {
    const events = await bringAbout(new InMemoryRepository());
    const observed = events.find((each) => each.outcome === outcome);
    expect(observed).toBeDefined();
    expect(Object.keys(observed!).sort()).toEqual(
      ['attempt', 'cause', 'digest', 'operation', 'outcome', 'recordAgeMs', 'storeMs'],
    );
    expect(observed).toMatchObject({ operation: 'onOrder', storeMs: expect.any(Number), attempt: expect.any(Number) });
    if (outcome !== 'unguarded') expect(observed?.digest).toMatch(/^[0-9a-f]{64}$/);
    for (const each of events) {
      const { message } = (each.cause ?? {}) as Error;
      expect(JSON.stringify({ ...each, message })).not.toContain(CARD);
    }
  });
});

it('tells which attempt it was, how old the record is, and how long the store took', async () => {
  const store = new InMemoryRepository();
  method.mockRejectedValueOnce(new Error('no stock'));
  const process = processOn(store);
  await process.deliver(event).catch(() => undefined);
  await process.deliver(event);
  await elapse(5_000);
  process.repository.onNext('claim', async (send) => {
    await new Promise((resolve) => setTimeout(resolve, 70));
    return send();
  });
  const answer = process.deliver(event);
  await elapse(70);
  await answer;
  expect(process.events).toMatchObject([
    { outcome: 'failed', attempt: 1, recordAgeMs: 0, cause: { message: 'no stock' } },
    { outcome: 'executed', attempt: 2, cause: undefined },
    { outcome: 'replayed', attempt: 2, recordAgeMs: 5_070, storeMs: 70 },
  ]);
});
