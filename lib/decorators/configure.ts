import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { SURROUNDINGS, type Surroundings } from '../execution/call.js';
import type { IdempotencyObserver } from '../observability/observer.js';
import { isRepository } from '../options/option-parsers.js';
import type { IdempotencyRepository } from '../repository/repository.js';

/** What holds for the whole process. */
export interface IdempotencyConfiguration {
  /** The repository of every method that has no nearer one. */
  readonly repository?: IdempotencyRepository | undefined;
  /** Are told of the outcome of every guarded call. */
  readonly observers?: readonly IdempotencyObserver[] | undefined;
}

interface Configured {
  readonly repository: IdempotencyRepository | undefined;
  readonly surroundings: Surroundings;
}

const NOTHING: Configured = { repository: undefined, surroundings: SURROUNDINGS };

/** Registered globally, so that two copies of the library in one process share it. */
const CONFIGURED = Symbol.for('idempotent-handlers/configured/1');
// globalThis has no type for what others put there.
const globals = globalThis as { [CONFIGURED]?: Configured };

/**
 * Configures the process: what is given here replaces what an earlier call gave, as a whole; `{}` resets it. It is
 * looked up at each guarded call, so the order of imports does not matter.
 *
 * @throws IdempotencyConfigurationError for an unknown or wrong member.
 *
 * @example
 * ```ts
 * configureIdempotency({
 *   repository: new DynamoDBRepository({ tableName: 'idempotency' }),
 *   observers: [({ outcome, operation }) => metrics.count(outcome, { operation })],
 * });
 * ```
 */
export function configureIdempotency(configuration: IdempotencyConfiguration): void {
  if (typeof configuration !== 'object' || configuration === null) {
    const given = configuration === null ? 'null' : typeof configuration;
    throw refused(`expected an object such as { repository }, but got ${given}.`);
  }
  const { repository, observers = [], ...unknown } = configuration;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined) throw refused(`there is no member \`${extra}\`; the members are repository and observers.`);
  if (repository !== undefined && !isRepository(repository)) {
    throw wrong('repository', 'an IdempotencyRepository', typeof repository);
  }
  if (!Array.isArray(observers) || !observers.every((each) => typeof each === 'function')) {
    throw wrong('observers', 'a list of functions', typeof observers);
  }
  globals[CONFIGURED] = Object.freeze({
    repository,
    surroundings: Object.freeze({ ...SURROUNDINGS, observers: Object.freeze([...observers]) }),
  });
}

/** What holds for the process right now. */
export const configured = (): Configured => globals[CONFIGURED] ?? NOTHING;

const wrong = (name: string, expected: string, given: string): IdempotencyConfigurationError =>
  refused(`\`${name}\` must be ${expected}, but is ${given}.`);

const refused = (why: string): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(`configureIdempotency: ${why}`);
