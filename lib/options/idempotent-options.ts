import type { ReconcileContext, Reconciliation } from '../execution/reconcile.js';
import type { ReplayErrors, ReplayInfo } from '../execution/operation.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import type { Duration } from './duration.js';

/**
 * How the idempotency key (or a fingerprint) is found: a dotted path into the payload, a list of paths, or a function
 * of the payload and the method's other arguments.
 */
export type KeyOption = string | readonly string[] | ((...args: never[]) => unknown);

/**
 * The options of `@Idempotent` and `idempotent()`. All are optional; each is checked once, at decoration, and an
 * unknown, wrong or contradicting one throws `IdempotencyConfigurationError`.
 */
export interface IdempotentOptions {
  /**
   * What identifies a request: a dotted path into the payload, a list of paths, or a function
   * `(payload, ...args) => value`. `'a?.b'` marks an optional segment; names like `detail-type` and indexes like
   * `Records.0.messageId` work. Paths are checked against the payload's type; a function must not be async. Integers
   * beyond 2^53 in what is selected are refused, for `JSON.parse` may have rounded them: send them as strings. A whole
   * payload is taken as it is: two that differ in nothing but such a number are one request. Default: the whole
   * payload.
   */
  readonly key?: KeyOption;
  /** How long a finished record answers duplicates, as a duration such as `'48h'`. Default: `'24h'`. */
  readonly ttl?: Duration;
  /** Which argument is the payload, counted from 0. Default: `0`. */
  readonly payload?: number;
  /**
   * The stable name of this method's records. Default: the Lambda function's name and the method's name. Renaming
   * either starts a new set of records, so name the operation when that matters. Methods and functions of one name that
   * a loop or a factory makes need one each: they cannot be told from a module that is evaluated again, and with the
   * default each would answer for the others.
   */
  readonly operation?: string;
  /** The tenant or caller that the key belongs to: `(payload, ...args) => string`. Default: none. */
  readonly scope?: (...args: never[]) => string;
  /**
   * Further values that must be the same whenever the key is, in the same forms as `key`; otherwise the duplicate gets
   * `IdempotencyPayloadMismatchError`. The rules are those of `key`, but `null` is a value here, and so is what an
   * optional path or a function does not find: they need not identify anything, only be the same each time.
   * Default: none.
   */
  readonly fingerprint?: KeyOption;
  /**
   * How long an execution may be presumed alive, as a duration of at least one second. It is renewed by heartbeat
   * until the method ends or the Lambda deadline comes, so it bounds how long a crash blocks the key. Default: the
   * remaining time of the Lambda invocation; without a Lambda context `'30s'` with heartbeat.
   */
  readonly lease?: Duration;
  /**
   * How long a duplicate waits for the execution that is running, before it gets `IdempotencyInProgressError`; `false`
   * does not wait. Always bounded by the time left. Default: `'5s'`.
   */
  readonly wait?: Duration | false;
  /**
   * What happens after an execution ended without telling how: `'rerun'` runs the method again (at least once);
   * `'halt'` marks the record IN_DOUBT and never runs it again (at most once); a function finds out.
   * Default: `'rerun'`.
   */
  readonly recovery?: 'rerun' | 'halt' | ((context: ReconcileContext) => Promise<Reconciliation<unknown>>);
  /**
   * After this many executions, the error of one that threw is stored and replayed instead of running again. Default:
   * no limit.
   */
  readonly maxAttempts?: number;
  /** `'at-commit'`: no claim; one transaction, of the record and the staged writes, decides. Default: `'before'`. */
  readonly claim?: 'before' | 'at-commit';
  /** Whether a payload without a key is refused or runs unguarded. Default: `'throw'`. */
  readonly onMissingKey?: 'throw' | 'execute';
  /**
   * Errors that are a result: error classes, or a predicate; stored, and thrown again on replay, as instances of the
   * classes named here or else as an `Error` of the same name. Default: none.
   */
  readonly replayErrors?: ReplayErrors;
  /**
   * What is stored of the result: all of it, nothing (`false`: duplicates get `undefined`), or a projection. Default:
   * the result as it is.
   */
  readonly result?: false | ((result: never) => unknown);
  /** Adapts a replayed result: `(stored, replay) => result`. Default: none. */
  readonly onReplay?: (stored: never, replay: ReplayInfo) => unknown;
  /** Whether calls are refused or run unguarded while the repository cannot be reached. Default: `'reject'`. */
  readonly whenUnavailable?: 'reject' | 'execute';
  /** The repository of this method. Default: the one found through dependency injection, class, or configuration. */
  readonly repository?: IdempotencyRepository;
}
