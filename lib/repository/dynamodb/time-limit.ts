import type { RequestLimit } from '../repository.js';
import { LimitSignal } from './limit-signal.js';

/** `setTimeout` takes no more; a longer limit is none in practice. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Whether a write took effect is unknown. */
export class TimeLimitReached extends Error {
  override readonly name = 'TimeLimitReached';
}

/** Nothing was sent. */
export class NoTimeLeft extends Error {
  override readonly name = 'NoTimeLeft';
}

/**
 * Runs one or more requests under one limit. When it is reached, the signal aborts, so that nothing is sent any more,
 * and the caller is answered at once, whatever the requests are waiting for.
 *
 * @throws TimeLimitReached
 * @throws NoTimeLeft
 */
export function withinLimit<Answer>(
  { timeoutMs }: RequestLimit,
  requests: (limit: LimitSignal) => Promise<Answer>,
): Promise<Answer> {
  if (!(timeoutMs > 0)) return Promise.reject(new NoTimeLeft(`The limit was ${timeoutMs} ms.`));
  return new Promise((resolve, reject) => {
    const limit = new LimitSignal();
    const giveUp = (): void => {
      reject(new TimeLimitReached(`No answer within ${timeoutMs} ms.`));
      limit.abort();
    };
    const timer = setTimeout(giveUp, Math.min(timeoutMs, LONGEST_TIMER_MS));
    requests(limit)
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}
