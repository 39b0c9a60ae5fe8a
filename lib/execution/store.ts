import { isIdempotencyError, type IdempotencyErrorDetails } from '../errors/idempotency-error.js';
import { IdempotencyRepositoryError } from '../errors/repository-error.js';
import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository, RequestLimit } from '../repository/repository.js';
import type { Assumptions } from './assumptions.js';
import type { Clock } from './clock.js';

/** At the end of the time left, this much is kept for handing the answer to the caller. */
const ANSWER_RESERVE_MS = 100;

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

  /** Milliseconds until the deadline; Infinity without one. */
  timeLeftMs(): number {
    return this.deadlineMs === undefined ? Infinity : this.deadlineMs - this.clock.now();
  }

  /**
   * Sends one request within the time left and within the lifetime that the protocol allows a request.
   *
   * @throws IdempotencyRepositoryError whatever the repository throws; whether the request took effect is unknown.
   */
  async send<Answer>(
    request: (repository: IdempotencyRepository, limit: RequestLimit) => Promise<Answer>,
  ): Promise<Answer> {
    const startedAtMs = this.clock.now();
    try {
      return await request(this.repository, { timeoutMs: this.requestTimeMs(startedAtMs) });
    } catch (error) {
      throw repositoryError(error, this.details);
    } finally {
      this.spentMs += this.clock.now() - startedAtMs;
    }
  }

  private requestTimeMs(nowMs: EpochMs): number {
    if (this.deadlineMs === undefined) return this.assumptions.requestLifetimeMs;
    const leftMs = this.deadlineMs - nowMs;
    return Math.min(this.assumptions.requestLifetimeMs, Math.max(leftMs - ANSWER_RESERVE_MS, leftMs / 2));
  }
}

/** The repository's own error, with what only the call knows of itself. */
const repositoryError = (error: unknown, details: IdempotencyErrorDetails): IdempotencyRepositoryError =>
  isIdempotencyError(error, 'IDEMPOTENCY_REPOSITORY')
    ? new IdempotencyRepositoryError(error.message, { ...details, cause: error.cause })
    : new IdempotencyRepositoryError('The repository failed in an unexpected way; see the cause.', {
        ...details,
        cause: error,
      });
