import { acquire } from '../../lib/execution/acquire.js';
import { epochMs, epochSeconds } from '../../lib/repository/epoch.js';
import type { ClaimRequest } from '../../lib/repository/writes.js';
import { elapse, errorOf, START_MS, useFakeTime } from './fake-time.js';
import { ANOTHER, oneCall, recordOf } from './one-call.js';

useFakeTime();

const answer = (value: unknown) => () => Promise.resolve(value);
const applied = (record: unknown) => answer({ applied: true, record });
const refused = (record: unknown) => answer({ applied: false, record });

const running = recordOf({ owner: ANOTHER });
const lapsed = recordOf({ owner: ANOTHER, leaseEndsAtMs: epochMs(START_MS - 1_000) });

describe('acquiring a record', () => {
  it('holds what a claim wrote', async () => {
    const { call, repository } = oneCall();
    const record = recordOf();
    repository.onNext('claim', applied(record));
    expect(await acquire(call)).toStrictEqual({ kind: 'held', record });
  });

  it.each([
    ['continues one that is not expired', 1, 'continue'],
    ['begins afresh where one is expired', 0, 'afresh'],
  ])('%s, once a refusal showed it', async (_, secondsLeft, form) => {
    const { call, repository } = oneCall();
    const expiresAtSeconds = epochSeconds(START_MS / 1_000 + secondsLeft);
    repository.onNext('claim', refused(recordOf({ owner: ANOTHER, status: 'FAILED', expiresAtSeconds })));
    repository.onNext('claim', applied(recordOf()));
    await acquire(call);
    expect(repository.requests.map(({ request }) => (request as ClaimRequest).form)).toEqual(['continue', form]);
  });

  it('gives up on a record that somebody else changes faster every time', async () => {
    const { call, repository } = oneCall();
    const failed = recordOf({ owner: ANOTHER, status: 'FAILED', leaseEndsAtMs: undefined });
    const claims = Array.from({ length: 30 }, () => refused(failed));
    for (const claim of claims) repository.onNext('claim', claim);
    expect(await errorOf(acquire(call))).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(repository.sent).toEqual(Array.from({ length: 17 }, () => 'claim'));
  });
});

describe('a claim whose answer comes as its lease ends', () => {
  const atItsEnd = recordOf({ leaseEndsAtMs: epochMs(START_MS) });

  it('is renewed first', async () => {
    const { call, repository } = oneCall();
    repository.onNext('claim', applied(atItsEnd));
    repository.onNext('renew', applied(undefined));
    expect(await acquire(call)).toMatchObject({ kind: 'held', record: { leaseEndsAtMs: START_MS + 30_000 } });
    expect(repository.sent).toEqual(['claim', 'renew']);
  });

  it.each([3_000, 3_001])('is not renewed at the deadline or after: %d ms of 3000', async (passedMs) => {
    const { call, repository } = oneCall({}, { deadlineMs: START_MS + 3_000 });
    repository.onNext('claim', async () => {
      jest.setSystemTime(START_MS + passedMs);
      return { applied: true, record: recordOf({ leaseEndsAtMs: epochMs(START_MS + 3_000) }) };
    });
    expect(await acquire(call)).toMatchObject({
      kind: 'unavailable',
      cause: {
        code: 'IDEMPOTENCY_REPOSITORY',
        message: expect.stringContaining('was over before the record was held'),
      },
    });
    expect(repository.sent).toEqual(['claim']);
  });

  it('and which another worker took over meanwhile is refused only by a further claim', async () => {
    const { call, repository } = oneCall({ wait: false });
    repository.onNext('claim', applied(atItsEnd));
    repository.onNext('renew', refused(running));
    repository.onNext('claim', refused(running));
    expect(await errorOf(acquire(call))).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(repository.sent).toEqual(['claim', 'renew', 'claim']);
  });
});

describe('a lapsed execution under recovery: halt', () => {
  it('is in doubt once that is written', async () => {
    const { call, repository } = oneCall({ recovery: 'halt' });
    repository.onNext('claim', refused(lapsed));
    repository.onNext('halt', applied(undefined));
    expect(await errorOf(acquire(call))).toMatchObject({ code: 'IDEMPOTENCY_IN_DOUBT' });
    expect(repository.sent).toEqual(['claim', 'halt']);
  });

  it('that completed meanwhile answers', async () => {
    const { call, repository } = oneCall({ recovery: 'halt' });
    const record = recordOf({ owner: ANOTHER, status: 'COMPLETE', leaseEndsAtMs: undefined });
    repository.onNext('claim', refused(lapsed));
    repository.onNext('halt', refused(record));
    expect(await acquire(call)).toStrictEqual({ kind: 'answered', record, waited: false });
  });

  it('that renewed meanwhile is refused only by a further claim', async () => {
    const { call, repository } = oneCall({ recovery: 'halt', wait: false });
    repository.onNext('claim', refused(lapsed));
    repository.onNext('halt', refused(running));
    repository.onNext('claim', refused(running));
    const error = errorOf(acquire(call));
    await elapse(0);
    expect(await error).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(repository.sent).toEqual(['claim', 'halt', 'claim']);
  });
});
