import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engines/engine.js';
import { failInternally, hang, loseRequest, loseResponse, passThrough } from '../engines/faults.js';
import { errorOf, gate, lambdaContext } from '../execution/fake-time.js';
import type { Order } from '../execution/handler-process.js';
import { CLAIM, COMPLETE, FAIL, openWorkplace, RENEW, type Workplace } from './workers.js';

const receipt = async ({ id }: Order) => ({ receipt: id });

/**
 * The protocol over a real client, a network that fails, and DynamoDB's own conditions.
 *
 * @param returnsOldItem whether the engine answers a refused write with the item, which spares a read.
 */
export function describeProtocol(name: string, start: () => Promise<Engine>, returnsOldItem: boolean): void {
  describe(`the protocol on ${name}`, () => {
    let place: Workplace;
    let keys = 0;
    /** A key that no other case uses. */
    const newOrder = (): Order => ({ id: `order-${(keys += 1)}` });

    beforeAll(async () => {
      place = await openWorkplace(await start());
    });
    afterAll(() => place.close());

    const idOf = (worker: { readonly events: readonly { readonly digest: string | undefined }[] }) =>
      `onOrder#${worker.events.at(-1)?.digest}`;

    it(`takes 2 requests for a first call, ${returnsOldItem ? 1 : 2} for a duplicate, 2 for a failure`, async () => {
      const order = newOrder();
      const first = await place.worker(receipt);
      await first.deliver(order);
      expect(first.network.count()).toBe(2);
      const duplicate = await place.worker(receipt);
      expect(await duplicate.deliver(order)).toStrictEqual({ receipt: order.id });
      expect(duplicate.network.count()).toBe(returnsOldItem ? 1 : 2);
      const failing = await place.worker((_: Order) => Promise.reject(new Error('no stock')));
      await errorOf(failing.deliver(newOrder()));
      expect(failing.network.count()).toBe(2);
    });

    it('of 50 concurrent duplicates over 5 workers one runs, and all get its answer', async () => {
      const order = newOrder();
      const run = jest.fn(async ({ id }: Order) => {
        await sleep(200);
        return { id, at: new Date(5), amounts: new Map([[id, 1n]]) };
      });
      const workers = await Promise.all(Array.from({ length: 5 }, () => place.worker(run)));
      const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => workers[n % 5]!.deliver(order)));
      for (const answer of answers) expect(answer).toStrictEqual(answers[0]);
      expect(run).toHaveBeenCalledTimes(1);
      expect(await place.item(idOf(workers[0]!))).toMatchObject({ status: 'COMPLETE', attempts: 1 });
    });

    it('a claim whose response is lost is sent again by the SDK and recognised: the method runs, once', async () => {
      const run = jest.fn(receipt);
      const worker = await place.worker(run);
      worker.network.onNext(CLAIM, loseResponse());
      const order = newOrder();
      expect(await worker.deliver(order)).toStrictEqual({ receipt: order.id });
      expect(run).toHaveBeenCalledTimes(1);
      expect(worker.network.count(CLAIM)).toBe(2);
      expect(worker.outcomes).toEqual(['self_conflict_recovered', 'executed']);
    });

    it('a completion whose response is lost is sent again and recognised as a success', async () => {
      const run = jest.fn(receipt);
      const worker = await place.worker(run);
      worker.network.onNext(COMPLETE, loseResponse());
      const order = newOrder();
      expect(await worker.deliver(order)).toStrictEqual({ receipt: order.id });
      expect(worker.outcomes).toEqual(['self_conflict_recovered', 'executed']);
      expect(await worker.deliver(order)).toStrictEqual({ receipt: order.id });
      expect(run).toHaveBeenCalledTimes(1);
    });

    it.each(['completed', 'failed'])('a late copy of the claim of a call that %s changes nothing', async (how) => {
      const worker = await place.worker<[Order], unknown>(
        how === 'completed' ? receipt : () => Promise.reject(new Error('no stock')),
      );
      const claim = worker.network.onNext(CLAIM, passThrough());
      await worker.deliver(newOrder()).catch(() => undefined);
      const before = await place.item(idOf(worker));
      expect(before).toMatchObject({ status: how === 'completed' ? 'COMPLETE' : 'FAILED' });
      const { status, body } = await claim.replayCopy();
      expect([status, String(body)]).toEqual([400, expect.stringContaining('ConditionalCheckFailedException')]);
      expect(await place.item(idOf(worker))).toEqual(before);
    });

    it('a completion that keeps failing leaves the caller its result and the record IN_PROGRESS', async () => {
      const worker = await place.worker(receipt);
      worker.network.onEvery(COMPLETE, failInternally());
      const order = newOrder();
      expect(await worker.deliver(order)).toStrictEqual({ receipt: order.id });
      expect(worker.outcomes).toEqual(['completion_failed']);
      expect(await place.item(idOf(worker))).toMatchObject({ status: 'IN_PROGRESS', attempts: 1 });
      expect(worker.network.count(FAIL)).toBe(0);
    });

    it('a failing write that fails itself leaves the caller the error of the method', async () => {
      const own = new Error('no stock');
      const worker = await place.worker((_: Order) => Promise.reject(own));
      worker.network.onEvery(FAIL, loseRequest());
      expect(await errorOf(worker.deliver(newOrder()))).toBe(own);
      expect(await place.item(idOf(worker))).toMatchObject({ status: 'IN_PROGRESS' });
    });

    /** A worker whose lease another one has taken over; both methods are still running. */
    async function takenOver() {
      const order = newOrder();
      const [zombieEnds, successorEnds] = [gate<string>(), gate<string>()];
      const zombie = await place.worker((_: Order) => zombieEnds.opened, { lease: '1s' });
      zombie.network.onEvery(RENEW, hang());
      const zombieAnswer = zombie.deliver(order);
      zombieAnswer.catch(() => undefined);
      await sleep(300);
      const started = gate();
      const run = (_: Order) => {
        started.open();
        return successorEnds.opened;
      };
      const successor = await place.worker(run, { wait: '10s' });
      const successorAnswer = successor.deliver(order);
      await started.opened;
      expect(successor.outcomes).toEqual(['takeover']);
      return { order, zombie, zombieEnds, zombieAnswer, successor, successorEnds, successorAnswer };
    }

    it.each([
      ['returns', 'completed'],
      ['throws', 'completed'],
      ['returns', 'is running'],
      ['throws', 'is running'],
    ])('a method that outlives its lease and %s when its successor %s changes nothing', async (how, state) => {
      const { order, zombie, zombieEnds, zombieAnswer, successor, successorEnds, successorAnswer } = await takenOver();
      if (state === 'completed') {
        successorEnds.open('of the successor');
        await successorAnswer;
      }
      const before = await place.item(idOf(successor));
      expect(before).toMatchObject({ status: state === 'completed' ? 'COMPLETE' : 'IN_PROGRESS', attempts: 2 });
      const own = new Error('of the zombie');
      if (how === 'throws') {
        zombieEnds.fail(own);
        expect(await errorOf(zombieAnswer)).toBe(own);
      } else {
        zombieEnds.open('of the zombie');
        if (state === 'completed') expect(await zombieAnswer).toBe('of the successor');
        else expect(await errorOf(zombieAnswer)).toMatchObject({ code: 'IDEMPOTENCY_LEASE_LOST' });
      }
      expect(await place.item(idOf(successor))).toEqual(before);
      successorEnds.open('of the successor');
      expect(await successorAnswer).toBe('of the successor');
      expect(await zombie.deliver(order)).toBe('of the successor');
    });

    it('a duplicate of a call that runs in another worker waits for it and gets its answer', async () => {
      const order = newOrder();
      const ends = gate<string>();
      const first = await place.worker((_: Order) => ends.opened);
      const answer = first.deliver(order);
      await sleep(200);
      const second = await place.worker((_: Order) => 'of the second');
      const duplicate = second.deliver(order);
      setTimeout(() => ends.open('of the first'), 200);
      expect(await Promise.all([answer, duplicate])).toEqual(['of the first', 'of the first']);
      expect(second.outcomes).toEqual(['waited']);
    });

    it('another fingerprint is refused while the first runs, and the record stays as it is', async () => {
      const order = newOrder();
      const options = { key: 'id', fingerprint: 'total' } as const;
      const ends = gate<string>();
      const first = await place.worker((_: Order) => ends.opened, options);
      const answer = first.deliver({ ...order, total: 1 });
      await sleep(200);
      const other = await place.worker((_: Order) => 'of the other', options);
      const error = await errorOf(other.deliver({ ...order, total: 2 }));
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_PAYLOAD_MISMATCH' });
      expect(await place.item(idOf(other))).toMatchObject({ status: 'IN_PROGRESS', attempts: 1 });
      ends.open('done');
      expect(await answer).toBe('done');
    });

    it('two operations with different options on one repository keep key, ttl and fingerprint apart', async () => {
      const order = { ...newOrder(), total: 5 };
      const placed = await place.worker((_: Order) => 'placed', { operation: 'placed', ttl: '1h' });
      const paid = await place.worker((_: Order) => 'paid', {
        operation: 'paid',
        key: 'id',
        fingerprint: 'total',
        ttl: '2h',
      });
      expect(await Promise.all([placed.deliver(order), paid.deliver(order)])).toEqual(['placed', 'paid']);
      const [one, other] = await Promise.all([
        place.item(`placed#${placed.events[0]?.digest}`),
        place.item(`paid#${paid.events[0]?.digest}`),
      ]);
      expect(Number(other?.['idempotent_expiry']) - Number(one?.['idempotent_expiry'])).toBeCloseTo(3_600, -1);
      expect([one?.['fingerprint'], other?.['fingerprint']]).toEqual(['-', expect.stringMatching(/^[0-9a-f]{64}$/)]);
      expect(placed.events[0]?.digest).not.toBe(paid.events[0]?.digest);
    });

    it('no time left: refused before any request', async () => {
      const run = jest.fn((_: Order, _context: object) => 'done');
      const worker = await place.worker(run);
      const error = await errorOf(worker.deliver(newOrder(), lambdaContext(0)));
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
      expect([worker.network.count(), run.mock.calls.length]).toEqual([0, 0]);
    });

    it.each([
      ['10 KB', 'x'.repeat(10_000)],
      ['1 MB', Array.from({ length: 20_000 }, (_, n) => ({ n, text: `element ${n * 7919} of many` }))],
      ['all that JSON has not', [new Date(5), 1n, new Map([[1, new Set([2])]]), Buffer.from('x'), NaN, -0, undefined]],
    ])('a result of %s is replayed equal', async (_, result) => {
      const order = newOrder();
      const run = jest.fn((_order: Order): unknown => result);
      await (await place.worker(run)).deliver(order);
      expect(await (await place.worker(run)).deliver(order)).toStrictEqual(result);
      expect(run).toHaveBeenCalledTimes(1);
    });
  });
}
