import { AsyncLocalStorage } from 'node:async_hooks';

import type { IdempotencyRepository } from '../repository/repository.js';
import type { Surroundings } from './call.js';

/** What a test puts in the place of a call's repository and of the world around it. */
export interface StandIn {
  readonly repository: IdempotencyRepository;
  /** @param own those of the process. */
  surroundings(own: Surroundings): Surroundings;
  /** A guarded method is about to run, whatever admitted it. Missing where another version of the library tests. */
  methodStarts?(): void;
}

/** Registered globally, so that a test reaches the handlers of another copy of the library in its process. */
const STORAGE = Symbol.for('idempotent-handlers/stand-in/1');

// globalThis has no type for what others put there.
const globals = globalThis as { [STORAGE]?: AsyncLocalStorage<StandIn> };

/** The stand-in that the current code runs under; undefined everywhere but in tests. */
export const standIn = (): StandIn | undefined => globals[STORAGE]?.getStore();

export const underStandIn = <Result>(instead: StandIn, run: () => Result): Result =>
  (globals[STORAGE] ??= new AsyncLocalStorage<StandIn>()).run(instead, run);
