import type { IdempotencyRepository, RequestLimit } from '../repository/repository.js';
import type { Call } from './call.js';

const FIRST_PAUSE_MS = 50;
const MAX_TRIES = 6;
/** Without a deadline, no retry is begun later than this after the first try. */
const PATIENCE_MS = 10_000;

/**
 * Sends a request that must not be lost for a passing fault: again after a repository error, with growing pauses,
 * within the time left. The request must be harmless when it takes effect twice, as all writes of an owner are.
 *
 * @param retryUntilMs no retry is begun later than this, in milliseconds since the epoch.
 * @throws IdempotencyRepositoryError the last one.
 */
export async function persist<Answer>(
  call: Call,
  request: (repository: IdempotencyRepository, limit: RequestLimit) => Promise<Answer>,
  retryUntilMs = Infinity,
): Promise<Answer> {
  const { clock, store } = call;
  const lastRetryAtMs = Math.min(clock.now() + Math.min(PATIENCE_MS, store.timeLeftMs() / 2), retryUntilMs);
  for (let tries = 1, pauseMs = FIRST_PAUSE_MS; ; tries++, pauseMs *= 2) {
    try {
      return await store.send(request);
    } catch (error) {
      if (tries >= MAX_TRIES || clock.now() + pauseMs > lastRetryAtMs) throw error;
      await clock.sleep(pauseMs, { keepAlive: true });
    }
  }
}
