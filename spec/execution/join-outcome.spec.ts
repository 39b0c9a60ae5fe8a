import { HeldLease } from '../../lib/execution/held-lease.js';
import { join } from '../../lib/execution/join.js';
import { RunningCall } from '../../lib/execution/running-call.js';
import { epochMs } from '../../lib/repository/epoch.js';
import { elapse, errorOf, settle, START_MS, useFakeTime } from './fake-time.js';
import { oneCall, recordOf } from './one-call.js';

useFakeTime();

const unanswered = { answered: false };
const ofOtherContent = 'of other content';

/** A running call whose claim is not answered yet. */
const claiming = (fingerprint = 'mine') => new RunningCall(fingerprint, epochMs(START_MS + 60_000));

/** A running call that holds its record. */
function holding(fingerprint?: string) {
  const running = claiming(fingerprint);
  running.hold(new HeldLease(oneCall().call, recordOf()));
  return running;
}

describe('there is nothing to join', () => {
  it('where no call runs', async () => {
    expect(await join(oneCall().call, undefined)).toStrictEqual(unanswered);
  });

  it('under wait: false, not even a call of other content', async () => {
    const { call, events } = oneCall({ wait: false });
    expect(await join(call, holding(ofOtherContent))).toStrictEqual(unanswered);
    expect(events).toEqual([]);
  });

  it('where the running call was to be done by now', async () => {
    const dead = new RunningCall('mine', epochMs(START_MS));
    expect(await join(oneCall().call, dead)).toStrictEqual(unanswered);
  });
});

describe('a running call of other content', () => {
  it('refuses the duplicate once it holds the record', async () => {
    const error = await errorOf(join(oneCall().call, holding(ofOtherContent)));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_PAYLOAD_MISMATCH' });
  });

  it('decides nothing while its claim is not answered', async () => {
    const { call, events } = oneCall();
    expect(await join(call, claiming(ofOtherContent))).toStrictEqual(unanswered);
    expect(events).toEqual([]);
  });
});

describe('a call that was joined', () => {
  it('and ends without an outcome leaves the duplicate to the repository, and no timer', async () => {
    const { call, sleep } = oneCall();
    const running = holding();
    const joined = join(call, running);
    await settle();
    expect(sleep).toHaveBeenCalledWith(1_000, { signal: expect.any(AbortSignal), keepAlive: true });
    running.end();
    expect(await joined).toStrictEqual(unanswered);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('is waited for until the wait is over, and no longer', async () => {
    const { call } = oneCall({ wait: '2s' });
    const joined = jest.fn();
    void join(call, holding()).then(joined);
    await elapse(1_999);
    expect(joined).not.toHaveBeenCalled();
    await elapse(1);
    expect(joined).toHaveBeenCalledWith(unanswered);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('and found its answer in a record tells of the attempt that gave it', async () => {
    const { call, events } = oneCall();
    const running = holding();
    const record = recordOf({ status: 'COMPLETE', leaseEndsAtMs: undefined });
    running.share({ from: 'record', record });
    running.end();
    // The record of this spec holds no result to replay.
    expect(await errorOf(join(call, running))).toMatchObject({ code: 'IDEMPOTENCY_RESULT_UNAVAILABLE' });
    expect(events).toMatchObject([{ outcome: 'joined', attempt: 3 }]);
  });

  it('and ran itself answers without a record', async () => {
    const { call, events } = oneCall();
    const running = holding();
    running.share({ from: 'execution', outcome: { kind: 'nothing' }, startedAtMs: epochMs(START_MS) });
    running.end();
    expect(await join(call, running)).toStrictEqual({ answered: true, value: undefined });
    expect(events).toMatchObject([{ outcome: 'joined', attempt: 0, recordAgeMs: undefined }]);
  });
});
