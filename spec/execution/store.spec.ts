import { elapse, errorOf, START_MS, useFakeTime } from './fake-time.js';
import { oneCall } from './one-call.js';

useFakeTime();

/** Sends a request that fails every time, and tells how often it was sent and what was waited in between. */
async function failing(...[options, limits]: Parameters<typeof oneCall>) {
  const { call, sleep } = oneCall(options, limits);
  const request = jest.fn(() => Promise.reject(new Error('ECONNRESET')));
  const error = errorOf(call.store.persist(request));
  await elapse(60_000);
  expect(await error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  return { sent: request.mock.calls.length, pauses: sleep.mock.calls };
}

describe('a request that must not be lost', () => {
  it('is sent six times at most, after pauses twice as long each time that keep the process running', async () => {
    const { sent, pauses } = await failing();
    expect(sent).toBe(6);
    expect(pauses).toEqual([50, 100, 200, 400, 800].map((ms) => [ms, { keepAlive: true }]));
  });

  it.each([
    [100, 2],
    [99, 1],
  ])('with %d ms left is sent %d times: no retry begins later than halfway', async (leftMs, times) => {
    expect(await failing({}, { deadlineMs: START_MS + leftMs })).toMatchObject({ sent: times });
  });
});
