import {
  configureIdempotency,
  DynamoDBRepository,
  execution,
  Idempotent,
  idempotent,
  InMemoryRepository,
  UseRepository,
  type IdempotentOptions,
} from '../../lib/index.js';
import { deliveries, idempotencyMatchers, runsOf } from '../../lib/testing/index.js';
import { letEverythingHappen } from '../../lib/testing/let-everything-happen.js';
import { gate } from '../execution/fake-time.js';

expect.extend(idempotencyMatchers);

interface Order {
  readonly id: string;
}

const order = { id: 'a' };
let operations = 0;

/** A guarded function that counts its effects and answers with the attempt. */
function charging(options: IdempotentOptions = {}) {
  const effects: number[] = [];
  const handler = idempotent(
    async (_order: Order) => {
      effects.push(execution().attempt);
      return { charge: effects.length };
    },
    { ...options, operation: `charge-${++operations}` },
  );
  return { effects, delivered: deliveries(handler) };
}

test('delivered once: the method runs', async () => {
  const { effects, delivered } = charging();
  const [delivery] = await delivered.once(order);
  expect(delivery).toEqual({
    end: 'answered',
    answer: { charge: 1 },
    error: undefined,
    ran: true,
    outcomes: ['executed'],
  });
  expect(effects).toEqual([1]);
});

test('delivered twice: the second is a replay', async () => {
  const { effects, delivered } = charging();
  const both = await delivered.twice(order);
  expect(both).toRunOnce();
  expect(both).toReplay();
  expect(both).toAnswerAlike();
  expect(both[1].outcomes).toEqual(['replayed']);
  expect(effects).toHaveLength(1);
});

test('delivered concurrently: to workers that know nothing of each other', async () => {
  const { effects, delivered } = charging();
  const all = await delivered.concurrently(5, order);
  expect(all).toRunOnce();
  expect(all).toReplay();
  expect(all).toAnswerAlike();
  expect(all.flatMap(({ outcomes }) => outcomes)).not.toContain('joined');
  expect(effects).toHaveLength(1);
});

test('delivered again after the answer was lost', async () => {
  const { effects, delivered } = charging();
  const [first, second] = await delivered.afterLostAnswer(order);
  expect(first).toMatchObject({ end: 'cut-off', answer: undefined, ran: true });
  expect(second).toMatchObject({ end: 'answered', answer: { charge: 1 }, ran: false });
  expect(effects).toHaveLength(1);
});

test('after a crash the effect is repeated, with the next attempt', async () => {
  const { effects, delivered } = charging();
  const [first, second] = await delivered.afterCrash(order);
  expect(first).toMatchObject({ end: 'cut-off', ran: true });
  expect(second).toMatchObject({ end: 'answered', answer: { charge: 2 }, outcomes: ['takeover', 'executed'] });
  expect([first, second]).toRunTimes(2);
  expect(effects).toEqual([1, 2]);
});

test("after a crash it is not repeated under recovery: 'halt'", async () => {
  const { effects, delivered } = charging({ recovery: 'halt' });
  const crashed = await delivered.afterCrash(order);
  expect(crashed).toRunOnce();
  expect(crashed).not.toReplay();
  expect(crashed[1]).toMatchObject({ end: 'failed', error: { code: 'IDEMPOTENCY_IN_DOUBT' } });
  expect(effects).toEqual([1]);
});

test('after a time-out: the method still runs when its worker is killed', async () => {
  const held = gate();
  const attempts: number[] = [];
  const handler = idempotent(
    async (_order: Order) => {
      const { attempt } = execution();
      attempts.push(attempt);
      if (attempt === 1) await held.opened;
      return { attempt };
    },
    { operation: `charge-${++operations}` },
  );
  const delivered = deliveries(handler);
  const [first, second] = await delivered.afterTimeout(order);
  expect(first).toMatchObject({ end: 'cut-off', ran: true });
  expect(second).toMatchObject({ end: 'answered', answer: { attempt: 2 }, ran: true });
  held.open();
  const [third] = await delivered.once(order);
  expect(third.answer).toEqual({ attempt: 2 });
  expect(attempts).toEqual([1, 2]);
});

const noStore = (): InMemoryRepository =>
  Object.assign(new InMemoryRepository(), { claim: () => Promise.reject(new Error('The store is down.')) });

test.each<[string, IdempotentOptions, { readonly id?: string }, InMemoryRepository | undefined]>([
  ["claim: 'at-commit'", { claim: 'at-commit' }, order, undefined],
  ["onMissingKey: 'execute'", { key: 'id', onMissingKey: 'execute' }, {}, undefined],
  ["whenUnavailable: 'execute'", { whenUnavailable: 'execute' }, order, noStore()],
])('after a time-out of a method that hangs, under %s', async (_, options, event, repository) => {
  let runs = 0;
  const handler = idempotent(
    async (_event: { readonly id?: string }) => (++runs === 1 ? new Promise<number>(() => undefined) : runs),
    { ...options, operation: `hang-${++operations}` },
  );
  const [first, second] = await deliveries(handler, repository && { repository }).afterTimeout(event);
  expect(first).toMatchObject({ end: 'cut-off', ran: true });
  expect(second).toMatchObject({ end: 'answered', answer: 2, ran: true });
});

test('after a time-out of a method that hangs while the guard is switched off', async () => {
  process.env.IDEMPOTENCY_DISABLED = 'true';
  const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  try {
    let runs = 0;
    const hangs = async (_order: Order) => (++runs === 1 ? new Promise<number>(() => undefined) : runs);
    const both = await deliveries(idempotent(hangs, { operation: `hang-${++operations}` })).afterTimeout(order);
    expect(both).toMatchObject([{ end: 'cut-off' }, { end: 'answered', answer: 2 }]);
    expect(both).toRunTimes(2);
    expect(() => expect(both).toRunOnce()).toThrow('is IDEMPOTENCY_DISABLED unset?');
  } finally {
    warn.mockRestore();
    Reflect.deleteProperty(process.env, 'IDEMPOTENCY_DISABLED');
  }
});

test('before the lease lapses, a duplicate of a crashed delivery is refused', async () => {
  const { delivered } = charging({ wait: false });
  const [crashed] = await delivered.onceWith({ complete: 'worker-dies' }, order);
  const [early] = await delivered.once(order);
  await delivered.leaseLapses();
  const [late] = await delivered.once(order);
  expect(early).toMatchObject({ end: 'failed', ran: false, error: { code: 'IDEMPOTENCY_IN_PROGRESS' } });
  expect([crashed, early, late]).toRunTimes(2);
});

test('a duplicate of a crashed delivery that waits, as it does by default, is refused after a leap', async () => {
  const { delivered } = charging();
  const [crashed] = await delivered.onceWith({ complete: 'worker-dies' }, order);
  const duplicate = delivered.once(order);
  await delivered.advance('5s');
  const [early] = await duplicate;
  await delivered.leaseLapses();
  const [late] = await delivered.once(order);
  expect(early).toMatchObject({ end: 'failed', ran: false, error: { code: 'IDEMPOTENCY_IN_PROGRESS' } });
  expect([crashed, early, late]).toRunTimes(2);
});

test('staged writes of a handler are found in the repository that was handed over', async () => {
  const repository = new InMemoryRepository();
  const handler = idempotent(
    async ({ id }: Order) => execution().stage({ Put: { TableName: 'orders', Item: { pk: id } } }),
    { operation: `stage-${++operations}` },
  );
  await deliveries(handler, { repository }).afterCrash(order);
  expect(repository.committedWrites).toEqual([
    { kind: 'Put', input: { TableName: 'orders', Item: { pk: { S: order.id } } } },
  ]);
});

test('the clock: a record answers until its ttl is over', async () => {
  const { delivered } = charging({ ttl: '1h' });
  const [first] = await delivered.once(order);
  await delivered.advance('59m');
  expect([first, ...(await delivered.once(order))]).toReplay();
  await delivered.advance('2m');
  expect([first, ...(await delivered.once(order))]).toRunTimes(2);
});

test('the clock: a waiting duplicate gives up when its time is over', async () => {
  // Nothing but the leap lets time pass.
  jest.useFakeTimers();
  const held = gate();
  const delivered = deliveries(idempotent((_order: Order) => held.opened, { operation: `wait-${++operations}` }));
  const first = delivered.once(order);
  const second = delivered.once(order);
  await letEverythingHappen();
  await delivered.advance('6s');
  expect((await second)[0]).toMatchObject({ end: 'failed', error: { code: 'IDEMPOTENCY_IN_PROGRESS' } });
  held.open();
  expect((await first)[0].end).toBe('answered');
  jest.useRealTimers();
});

test("with jest's fake timers, workers follow the fake clock", async () => {
  jest.useFakeTimers({ now: Date.UTC(2030, 0, 1) });
  const { delivered } = charging({ ttl: '1h' });
  expect(await delivered.afterCrash(order)).toRunTimes(2);
  const [again] = await delivered.once(order);
  expect(again.ran).toBe(false);
  jest.advanceTimersByTime(7_200_000);
  expect((await delivered.once(order))[0].ran).toBe(true);
  jest.useRealTimers();
});

test.each([
  ['request-lost', { end: 'failed', ran: false }],
  ['answer-lost', { end: 'failed', ran: false }],
] as const)('a claim whose %s: the method is not run', async (fault, expected) => {
  const { effects, delivered } = charging();
  const [delivery] = await delivered.onceWith({ claim: fault }, order);
  expect(delivery).toMatchObject({ ...expected, error: { code: 'IDEMPOTENCY_REPOSITORY' } });
  expect(effects).toEqual([]);
});

test('a completion whose answer is lost once: its own retry recognises it', async () => {
  const { delivered } = charging();
  const [first] = await delivered.onceWith({ complete: { fault: 'answer-lost', times: 1 } }, order);
  expect(first).toMatchObject({ end: 'answered', outcomes: ['self_conflict_recovered', 'executed'] });
  expect([first, ...(await delivered.once(order))]).toReplay();
});

test('the laboratory takes the place of any repository of the handler, and only within a delivery', async () => {
  @UseRepository(new DynamoDBRepository({ tableName: 'nowhere' }))
  class OrderHandler {
    @Idempotent({ key: 'id', operation: 'nested-inner' })
    async reserve(event: Order) {
      return { reserved: event.id };
    }

    @Idempotent({ key: 'id', operation: 'nested-outer', repository: new InMemoryRepository() })
    async onOrder(event: Order) {
      return this.reserve(event);
    }
  }
  const repository = new InMemoryRepository();
  const orders = new OrderHandler();
  const delivered = deliveries((event: Order) => orders.onOrder(event), { repository });
  expect(delivered.repository).toBe(repository);
  expect(await delivered.twice(order)).toReplay();
  expect(repository.records.map(({ id }) => id.split('#')[0])).toEqual(['nested-outer', 'nested-inner']);
  const outside = new InMemoryRepository();
  configureIdempotency({ repository: outside });
  await idempotent(async (_order: Order) => 1, { operation: 'outside' })(order);
  configureIdempotency({});
  expect(outside.size).toBe(1);
});

test('observers of the process are told, too', async () => {
  const told: string[] = [];
  configureIdempotency({ observers: [({ outcome }) => void told.push(outcome)] });
  const { delivered } = charging();
  await delivered.twice(order);
  configureIdempotency({});
  expect(told).toEqual(['executed', 'replayed']);
});

test('failed deliveries tell their error, and count as runs', async () => {
  const failure = new Error('declined');
  const handler = idempotent((_order: Order) => Promise.reject(failure), { operation: `fails-${++operations}` });
  const both = await deliveries(handler).twice(order);
  expect(both).toMatchObject([{ end: 'failed', error: failure }, { end: 'failed' }]);
  expect(runsOf(both)).toBe(2);
  expect(both).not.toReplay();
});

test('runs without a claim count, too', async () => {
  const { effects, delivered } = charging({ claim: 'at-commit' });
  const crashed = await delivered.afterCrash(order);
  expect(crashed).toMatchObject([
    { ran: true, end: 'cut-off' },
    { ran: true, end: 'answered' },
  ]);
  expect(effects).toHaveLength(2);
});

test('a duration without a unit is refused', async () => {
  const { delivered } = charging();
  // @ts-expect-error a number has no unit
  await expect(delivered.advance(5)).rejects.toThrow("such as '48h'");
});
