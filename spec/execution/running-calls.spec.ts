import type { Call } from '../../lib/execution/call.js';
import { RunningCall } from '../../lib/execution/running-call.js';
import { enter, leave, runningCall } from '../../lib/execution/running-calls.js';
import { addMs, epochMs } from '../../lib/repository/epoch.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { START_MS } from './fake-time.js';

const NOW_MS = epochMs(START_MS);
const LATER_MS = addMs(NOW_MS, 1_000);

const aCall = () => new RunningCall('mine', LATER_MS);

/** The records of one repository, under short names. */
function records() {
  const repository = new InMemoryRepository();
  // No more than this is read of a call.
  const at = (id: string) => ({ repository, id }) as unknown as Call;
  return {
    running: (id: string) => runningCall(repository, id),
    enter: (id: string, running = aCall(), nowMs = NOW_MS) => enter(at(id), running, nowMs),
    leave: (id: string, running: RunningCall) => leave(at(id), running),
  };
}

describe('the calls at work on the records of a repository', () => {
  it('are found each under its own record, until they end', () => {
    const calls = records();
    const [first, second] = [aCall(), aCall()];
    calls.enter('a', first);
    calls.enter('b', second);
    expect(calls.running('a')).toBe(first);
    expect(calls.running('b')).toBe(second);
    calls.leave('a', first);
    expect(calls.running('a')).toBeUndefined();
    expect(calls.running('b')).toBe(second);
  });

  it('are not forgotten when one ends that they took the place of', () => {
    const calls = records();
    const [frozen, next] = [aCall(), aCall()];
    calls.enter('a', frozen);
    calls.enter('a', next);
    calls.leave('a', frozen);
    expect(calls.running('a')).toBe(next);
  });

  it('have ended when they leave, entered or not', async () => {
    const call = aCall();
    records().leave('a', call);
    await expect(call.ended).resolves.toBeUndefined();
  });
});

describe('calls that never end', () => {
  const isThere = (calls: ReturnType<typeof records>, ids: readonly string[]) =>
    ids.map((id) => calls.running(id) !== undefined);

  const filled = (size: number) => {
    const calls = records();
    Array.from({ length: size }, (_, n) => calls.enter(`${n}`));
    return calls;
  };

  it('are dropped once nobody can join them any more, when the next one comes and a hundred are there', () => {
    const calls = filled(100);
    calls.enter('next', aCall(), LATER_MS);
    expect(isThere(calls, ['0', '99', 'next'])).toEqual([false, false, true]);
  });

  it('stay for as long as they can be joined', () => {
    const calls = filled(100);
    calls.enter('next', aCall(), addMs(LATER_MS, -1));
    expect(isThere(calls, ['0', '99', 'next'])).toEqual([true, true, true]);
  });

  it('are not looked for while there are fewer', () => {
    const calls = filled(99);
    calls.enter('next', aCall(), LATER_MS);
    expect(isThere(calls, ['0', '98', 'next'])).toEqual([true, true, true]);
  });

  it('are looked for again when twice as many as were left have come', () => {
    const calls = filled(150);
    // The hundred that the first look left make two hundred the next time to look.
    Array.from({ length: 50 }, (_, n) => calls.enter(`late ${n}`, aCall(), NOW_MS));
    expect(isThere(calls, ['0', '149'])).toEqual([true, true]);
    calls.enter('next', aCall(), LATER_MS);
    expect(isThere(calls, ['0', '149', 'late 49', 'next'])).toEqual([false, false, false, true]);
  });

  it('are looked for at a hundred again after a look that left few', () => {
    const calls = filled(100);
    calls.enter('next', aCall(), LATER_MS);
    Array.from({ length: 99 }, (_, n) => calls.enter(`more ${n}`, aCall(), LATER_MS));
    expect(isThere(calls, ['next', 'more 0', 'more 98'])).toEqual([true, true, true]);
    calls.enter('last', aCall(), LATER_MS);
    expect(isThere(calls, ['next', 'more 98', 'last'])).toEqual([false, false, true]);
  });
});
