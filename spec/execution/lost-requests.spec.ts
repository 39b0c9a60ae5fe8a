import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, gate, settle, useFakeTime } from './fake-time.js';
import { handlerProcess, type Order } from './handler-process.js';
import { answerAfter, loseRequest, loseResponse, sendAgain } from './remote-repository.js';

useFakeTime();

const order: Order = { id: 'a' };
const receipt = ({ id }: Order) => ({ receipt: id });

describe('a claim', () => {
  it('whose response is lost and which is sent again is recognised: the method runs, once', async () => {
    const run = jest.fn(receipt);
    const process = handlerProcess(new InMemoryRepository(), run);
    process.repository.onNext('claim', sendAgain);
    expect(await process.deliver(order)).toStrictEqual({ receipt: 'a' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(process.outcomes).toEqual(['self_conflict_recovered', 'executed']);
  });

  it('whose every copy gets lost fails closed, and blocks the key until its lease is over', async () => {
    const run = jest.fn(receipt);
    const process = handlerProcess(new InMemoryRepository(), run, { lease: '2s' });
    process.repository.onNext('claim', loseResponse);
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
    expect(run).not.toHaveBeenCalled();
    const redelivery = process.deliver(order);
    await elapse(3_500);
    expect(await redelivery).toStrictEqual({ receipt: 'a' });
    expect(process.outcomes).toEqual(['store_unavailable', 'takeover', 'executed']);
  });

  it('that never arrived may be delivered again at once', async () => {
    const process = handlerProcess(new InMemoryRepository(), receipt);
    process.repository.onNext('claim', loseRequest);
    expect(await errorOf(process.deliver(order))).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', retryable: true });
    expect(await process.deliver(order)).toStrictEqual({ receipt: 'a' });
  });

  it.each(['completed', 'failed'])('whose second copy arrives after the record %s changes nothing', async (how) => {
    const store = new InMemoryRepository();
    const run = how === 'completed' ? receipt : () => Promise.reject(new Error('no stock'));
    const process = handlerProcess<[Order], unknown>(store, run);
    await process.deliver(order).catch(() => undefined);
    const before = store.records;
    expect(before[0]?.status).toBe(how === 'completed' ? 'COMPLETE' : 'FAILED');
    const [claim] = process.repository.requests;
    expect(claim?.name).toBe('claim');
    expect(await claim?.copy()).toMatchObject({ applied: false });
    expect(store.records).toEqual(before);
  });

  it('whose answer comes after its lease is over renews before the method starts', async () => {
    const network = gate();
    const process = handlerProcess(new InMemoryRepository(), receipt, { lease: '2s' });
    process.repository.onNext('claim', answerAfter(network.opened));
    const answer = process.deliver(order);
    await elapse(2_500);
    network.open();
    expect(await answer).toStrictEqual({ receipt: 'a' });
    expect(process.repository.sent).toEqual(['claim', 'renew', 'complete']);
  });

  it('whose answer comes after another worker took over does not start the method', async () => {
    const store = new InMemoryRepository();
    const network = gate();
    const late = jest.fn(receipt);
    const process = handlerProcess(store, late, { lease: '2s' });
    process.repository.onNext('claim', answerAfter(network.opened));
    const answer = process.deliver(order);
    await elapse(3_500);
    await handlerProcess(store, (_: Order) => ({ receipt: 'of the other' })).deliver(order);
    network.open();
    expect(await answer).toStrictEqual({ receipt: 'of the other' });
    expect(late).not.toHaveBeenCalled();
  });
});

describe('the completing write', () => {
  it.each([
    ['by the client', sendAgain],
    ['by the library', loseResponse],
  ])('whose response is lost and which is sent again %s is recognised as a success', async (_, fault) => {
    const store = new InMemoryRepository();
    const run = jest.fn(receipt);
    const process = handlerProcess(store, run);
    process.repository.onNext('complete', fault);
    const answer = process.deliver(order);
    await elapse(1_000);
    expect(await answer).toStrictEqual({ receipt: 'a' });
    expect(process.outcomes).toEqual(['self_conflict_recovered', 'executed']);
    expect(await process.deliver(order)).toStrictEqual({ receipt: 'a' });
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('that keeps failing costs the caller nothing: it gets the result, and the record stays IN_PROGRESS', async () => {
    const store = new InMemoryRepository();
    const run = jest.fn(receipt);
    const process = handlerProcess(store, run);
    process.repository.onEvery('complete', loseRequest);
    const answer = process.deliver(order);
    await elapse(12_000);
    expect(await answer).toStrictEqual({ receipt: 'a' });
    expect(run).toHaveBeenCalledTimes(1);
    expect(store.records).toMatchObject([{ status: 'IN_PROGRESS', attempts: 1 }]);
    expect(process.outcomes).toEqual(['completion_failed']);
    expect(process.repository.sent).not.toContain('fail');
    expect(process.repository.sent.filter((name) => name === 'complete').length).toBeGreaterThan(1);
  });

  it('is not sent again past the time that is left', async () => {
    const process = handlerProcess(new InMemoryRepository(), (_: Order, _context: object) => 'done');
    process.repository.onEvery('complete', loseRequest);
    const endsAtMs = Date.now() + 400;
    const answer = process.deliver(order, { getRemainingTimeInMillis: () => endsAtMs - Date.now() });
    await elapse(399);
    expect(await Promise.race([answer, Promise.resolve('pending')])).toBe('done');
  });
});

describe('the failing write', () => {
  it.each([
    ['is lost', loseRequest],
    ['is answered by nobody', loseResponse],
    ['breaks in an unforeseen way', () => Promise.reject(new TypeError('x is not a function'))],
  ])('that %s leaves the method its own error', async (_, fault) => {
    const own = new Error('no stock');
    const process = handlerProcess(new InMemoryRepository(), (_order: Order) => Promise.reject(own));
    process.repository.onEvery('fail', fault);
    const answer = process.deliver(order);
    const caught = errorOf(answer);
    await elapse(12_000);
    expect(await caught).toBe(own);
    expect(process.outcomes).toContain('failed');
    expect(process.outcomes).not.toContain('completion_failed');
  });

  it('lets the next delivery run at once', async () => {
    const run = jest.fn(receipt);
    run.mockImplementationOnce(() => {
      throw new Error('no stock');
    });
    const process = handlerProcess(new InMemoryRepository(), run);
    await errorOf(process.deliver(order));
    expect(await process.deliver(order)).toStrictEqual({ receipt: 'a' });
    await settle();
    expect(process.outcomes).toEqual(['failed', 'executed']);
  });
});
