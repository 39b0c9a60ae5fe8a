import { SURROUNDINGS, type Surroundings } from '../../lib/execution/call.js';
import { guard } from '../../lib/execution/guard.js';
import type { IdempotencyEvent, IdempotencyOutcome } from '../../lib/observability/observer.js';
import type { IdempotentOptions } from '../../lib/options/idempotent-options.js';
import { parseOptions } from '../../lib/options/parse-options.js';
import { addMs } from '../../lib/repository/epoch.js';
import type { IdempotencyRepository } from '../../lib/repository/repository.js';
import { remoteRepository, type RemoteRepository } from './remote-repository.js';

export interface ProcessOptions extends IdempotentOptions {
  readonly operation?: string;
}

/** One process among several that handle deliveries for one guarded method, with a network and a clock of its own. */
export interface HandlerProcess<Args extends unknown[], Result> {
  readonly repository: RemoteRepository;
  readonly events: readonly IdempotencyEvent[];
  readonly outcomes: readonly IdempotencyOutcome[];
  deliver(...args: Args): Promise<Result>;
}

/** How messages name the method of all these processes. */
export const MEMBER = 'OrderHandler.onOrder';

export function handlerProcess<Args extends unknown[], Result>(
  store: IdempotencyRepository,
  method: (...args: Args) => Result | Promise<Result>,
  options: ProcessOptions = {},
  { clockAheadMs = 0 } = {},
): HandlerProcess<Args, Result> {
  const repository = remoteRepository(store);
  const events: IdempotencyEvent[] = [];
  const { policy, operationName = 'onOrder' } = parseOptions(options, MEMBER);
  const operation = Object.freeze({ ...policy, member: MEMBER, name: operationName });
  const { clock } = SURROUNDINGS;
  const surroundings: Surroundings = {
    ...SURROUNDINGS,
    clock: { ...clock, now: () => addMs(clock.now(), clockAheadMs) },
    observers: [(event) => void events.push(event)],
  };
  return {
    repository,
    events,
    get outcomes() {
      return events.map(({ outcome }) => outcome);
    },
    // The guard answers with what the method returned, or a copy of it.
    deliver: (...args) =>
      guard(operation, () => repository, { args, run: () => method(...args) }, surroundings) as Promise<Result>,
  };
}

/** The order events that specs deliver. */
export interface Order {
  readonly id: string;
  readonly total?: number;
}
