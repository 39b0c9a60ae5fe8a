import { types } from 'node:util';

/** Nobody will await what a user's function gave too late: that it is rejected must not end the process. */
export function unawaited(given: unknown): void {
  if (types.isPromise(given)) given.catch(() => undefined);
}
