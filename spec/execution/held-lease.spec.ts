import { HeldLease } from '../../lib/execution/held-lease.js';
import { epochMs } from '../../lib/repository/epoch.js';
import type { IdempotencyRecord } from '../../lib/repository/record.js';
import { elapse, gate, settle, START_MS, useFakeTime } from './fake-time.js';
import { ANOTHER, oneCall, recordOf } from './one-call.js';
import { answerAfter, loseRequest } from './remote-repository.js';

useFakeTime();

/** A lease of 3 s just begun, and its call. */
function held(...[options = { lease: '3s' }, limits]: Parameters<typeof oneCall>) {
  const made = oneCall(options, limits);
  const record = recordOf({ leaseEndsAtMs: epochMs(START_MS + 3_000) });
  return { ...made, record, lease: new HeldLease(made.call, record) };
}

const refusedWith = (record: IdempotencyRecord | undefined) => () => Promise.resolve({ applied: false, record });

describe('a method under a held lease', () => {
  it('may start while the lease runs, without a request', async () => {
    const { lease, repository } = held();
    await elapse(2_999);
    expect(lease.isRunning()).toBe(true);
    expect(await lease.mayStart()).toBe(true);
    expect(repository.sent).toEqual([]);
  });

  it('renews a lease that is over, at its last millisecond, before it starts', async () => {
    const { lease, repository } = held();
    repository.onNext('renew', () => Promise.resolve({ applied: true }));
    await elapse(3_000);
    expect(lease.isRunning()).toBe(false);
    expect(await lease.mayStart()).toBe(true);
    expect(repository.sent).toEqual(['renew']);
    expect(lease.record.leaseEndsAtMs).toBe(START_MS + 6_000);
  });

  it('may not start once it was released, though the lease runs', async () => {
    const { lease, repository } = held();
    lease.release();
    expect(await lease.mayStart()).toBe(false);
    expect(repository.sent).toEqual([]);
  });

  it('may not start at the deadline, and no renewal is sent that gains nothing', async () => {
    const { lease, repository } = held({}, { deadlineMs: START_MS + 3_000 });
    await elapse(3_000);
    expect(await lease.mayStart()).toBe(false);
    expect(repository.sent).toEqual([]);
  });
});

describe('the news of a lost lease', () => {
  it('is not what a method throws before any loss, not even undefined', () => {
    const { lease } = held();
    expect(lease.isLossReason(undefined)).toBe(false);
  });

  it('is told from an error of the method itself', () => {
    const { lease } = held();
    const error = lease.lose({ applied: false, record: undefined });
    expect(lease.signal.reason).toBe(error);
    expect(lease.isLossReason(error)).toBe(true);
    expect(lease.isLossReason(new Error('no stock'))).toBe(false);
  });
});

describe('the heartbeat', () => {
  it('is left out where the lease follows the deadline', () => {
    const { lease } = held({}, { deadlineMs: START_MS + 60_000 });
    lease.keepAlive();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sends no renewal once the method has ended', async () => {
    const { lease, repository } = held();
    lease.keepAlive();
    await elapse(500);
    lease.release();
    await elapse(10_000);
    expect(repository.sent).toEqual([]);
  });

  it('reports each renewal that fails, with the attempt it was for', async () => {
    const { lease, repository, events } = held();
    repository.onNext('renew', loseRequest);
    lease.keepAlive();
    await elapse(1_000);
    expect(events).toMatchObject([
      { outcome: 'store_unavailable', attempt: 3, cause: { code: 'IDEMPOTENCY_REPOSITORY' } },
    ]);
    expect(lease.lostTo).toBeUndefined();
    lease.release();
  });

  it('that fails up to the deadline stops there', async () => {
    const { lease, repository } = held({ lease: '3s' }, { deadlineMs: START_MS + 4_000 });
    repository.onEvery('renew', loseRequest);
    lease.keepAlive();
    await elapse(3_990);
    expect(jest.getTimerCount()).toBe(1);
    await elapse(10);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('whose answer comes after the method has ended changes nothing, and is the last', async () => {
    const { lease, repository, record, sleep } = held();
    const answered = gate();
    repository.onNext('renew', answerAfter(answered.opened));
    lease.keepAlive();
    await elapse(1_000);
    expect(repository.sent).toEqual(['renew']);
    lease.release();
    answered.open();
    await settle();
    expect(lease.lostTo).toBeUndefined();
    expect(lease.signal.aborted).toBe(false);
    expect(lease.record).toBe(record);
    expect(sleep).toHaveBeenCalledTimes(1);
  });
});

describe('a refused renewal', () => {
  const further = { leaseEndsAtMs: epochMs(START_MS + 9_000) };

  async function afterRefusal(shown: IdempotencyRecord | undefined) {
    const made = held();
    made.repository.onNext('renew', refusedWith(shown));
    made.lease.keepAlive();
    await elapse(1_000);
    made.lease.release();
    return made;
  }

  it.each([
    ['a record that is gone', undefined],
    ['the record of another owner', recordOf({ ...further, owner: ANOTHER })],
    ['the record of another owner, with a higher fence', recordOf({ ...further, owner: ANOTHER, fence: 8 })],
    ['another owner that has completed it', recordOf({ owner: ANOTHER, status: 'COMPLETE' })],
    ['another owner that has failed', recordOf({ owner: ANOTHER, status: 'FAILED' })],
    ['a later claim of my own', recordOf({ ...further, fence: 8 })],
    ['a doubt about me', recordOf({ status: 'IN_DOUBT', leaseEndsAtMs: undefined })],
  ])('that shows %s: the lease is lost', async (_, shown) => {
    const { lease, record, events } = await afterRefusal(shown);
    expect(lease.lostTo).toEqual({ applied: false, record: shown });
    expect(lease.signal.reason).toMatchObject({ code: 'IDEMPOTENCY_LEASE_LOST' });
    expect(lease.record).toBe(record);
    expect(events).toEqual([]);
  });

  it.each(['COMPLETE', 'FAILED'] as const)('that shows my own write of %s was overtaken by it', async (status) => {
    const { lease, record } = await afterRefusal(recordOf({ status, leaseEndsAtMs: undefined }));
    expect(lease.lostTo).toBeUndefined();
    expect(lease.signal.aborted).toBe(false);
    expect(lease.record).toBe(record);
  });

  it('that shows my own lease reaching further goes by that', async () => {
    const { lease, record } = await afterRefusal(recordOf(further));
    expect(lease.lostTo).toBeUndefined();
    expect(lease.record).toStrictEqual({ ...record, ...further });
  });
});
