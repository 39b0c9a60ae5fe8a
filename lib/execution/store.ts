import { isIdempotencyError, type IdempotencyErrorDetails } from '../errors/idempotency-error.js';
import { IdempotencyRepositoryError } from '../errors/repository-error.js';
import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository, RequestLimit } from '../repository/repository.js';
import type { Assumptions } from './assumptions.js';
import type { Clock } from './clock.js';

/** At the end of the time left, this much is kept for handing the answer to the caller. */
const ANSWER_RESERVE_MS = 100;

const FIRST_PAUSE_MS = 50;
const MAX_TRIES = 6;
/** Without a deadline, no retry is begun later than this after the first try. */
const PATIENCE_MS = 10_000;

/** One request to a repository, to be made within a limit of time. */
export type StoreRequest<Answer> = (repository: IdempotencyRepository, limit: RequestLimit) => Promise<Answer>;

/**
 * One call's way to its repository: gives every request its time limit and adds up the time they took.
 */
export class Store {
  /** Milliseconds spent waiting for the repository so far. */
  spentMs = 0;

  constructor(
    private readonly repository: IdempotencyRepository,
    private readonly clock: Clock,
    private readonly assumptions: Assumptions,
    private readonly deadlineMs: EpochMs | undefined,
    private readonly details: IdempotencyErrorDetails,
  ) {}

  /** Whether the deadline has come. */
  isTimeOver(): boolean {
    return this.clock.now() >= (this.deadlineMs ?? Infinity);
  }

  /**
   * Sends one request within the time left and within the lifetime that the protocol allows a request.
   *
   * @throws IdempotencyRepositoryError whatever the repository throws; whether the request took effect is unknown.
   */
  send<Answer>(request: StoreRequest<Answer>): Promise<Answer> {
    return this.persist(request, NO_RETRY);
  }

  /**
   * Sends a request that must not be lost for a passing fault: again after a repository error, with growing pauses,
   * within the time left. The request must be harmless when it takes effect twice, as all writes of an owner are.
   *
   * @param retryUntilMs no retry is begun later than this, in milliseconds since the epoch.
   * @throws IdempotencyRepositoryError the last one.
   */
  async persist<Answer>(request: StoreRequest<Answer>, retryUntilMs = Infinity): Promise<Answer> {
    const firstAtMs = this.clock.now();
    const lastRetryAtMs = Math.min(firstAtMs + this.patienceMs(firstAtMs), retryUntilMs);
    for (let tries = 1, startedAtMs = firstAtMs, pauseMs = FIRST_PAUSE_MS; ; tries++, pauseMs *= 2) {
      try {
        const timeoutMs = this.requestTimeMs(startedAtMs);
        // The first try, if it is never answered, leaves time for another.
        const leavesTime = tries === 1 && startedAtMs + timeoutMs / 2 + pauseMs <= lastRetryAtMs;
        return await request(this.repository, { timeoutMs: leavesTime ? timeoutMs / 2 : timeoutMs });
      } catch (error) {
        const isLast = tries >= MAX_TRIES || this.clock.now() + pauseMs > lastRetryAtMs;
        if (isLast) throw repositoryError(error, this.details);
      } finally {
        this.spentMs += this.clock.now() - startedAtMs;
      }
      await this.clock.sleep(pauseMs, { keepAlive: true });
      startedAtMs = this.clock.now();
    }
  }

  /** The middle of the time left, for what must leave time for something after it; infinite without a deadline. */
  halfTimeMs(): number {
    const nowMs = this.clock.now();
    return nowMs + ((this.deadlineMs ?? Infinity) - nowMs) / 2;
  }

  private requestTimeMs(nowMs: EpochMs): number {
    if (this.deadlineMs === undefined) return this.assumptions.requestLifetimeMs;
    const leftMs = this.deadlineMs - nowMs;
    return Math.min(this.assumptions.requestLifetimeMs, Math.max(leftMs - ANSWER_RESERVE_MS, leftMs / 2));
  }

  private patienceMs(firstAtMs: EpochMs): number {
    return Math.min(PATIENCE_MS, ((this.deadlineMs ?? Infinity) - firstAtMs) / 2);
  }
}

const NO_RETRY = -Infinity;

/** The repository's own error, with what only the call knows of itself. */
const repositoryError = (error: unknown, details: IdempotencyErrorDetails): IdempotencyRepositoryError =>
  isIdempotencyError(error, 'IDEMPOTENCY_REPOSITORY')
    ? new IdempotencyRepositoryError(error.message, { ...details, cause: error.cause })
    : new IdempotencyRepositoryError('The repository failed in an unexpected way; see the cause.', {
        ...details,
        cause: error,
      });
