import { IdempotencyRepositoryError } from '../../lib/errors/repository-error.js';
import type { IdempotencyRepository, RequestLimit } from '../../lib/repository/repository.js';

type Name = 'complete' | 'putResultPart' | 'renew';

/**
 * Lets requests of one kind take their time: the first `msOf(0)`, the next one `msOf(1)`. One that takes longer than
 * its limit never arrives, and fails when that is over. Returns the limits, as they come.
 */
export function take(repository: IdempotencyRepository, name: Name, msOf: (count: number) => number): number[] {
  const limits: number[] = [];
  const send = repository[name].bind(repository) as (request: never, limit: RequestLimit) => Promise<unknown>;
  const delayed = async (request: never, limit: RequestLimit): Promise<unknown> => {
    const { timeoutMs } = limit;
    const ms = msOf(limits.length);
    limits.push(timeoutMs);
    await new Promise((resolve) => setTimeout(resolve, Math.min(ms, timeoutMs)));
    if (ms >= timeoutMs) throw new IdempotencyRepositoryError('The limit is over.');
    return send(request, limit);
  };
  Object.assign(repository, { [name]: delayed });
  return limits;
}
