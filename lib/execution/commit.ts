import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { IdempotencyRepositoryError } from '../errors/repository-error.js';
import type { CommitAnswer } from '../repository/repository.js';
import type { StagedWrite } from '../repository/writes.js';
import type { OutcomeText } from '../result/stored-outcome.js';
import type { Call } from './call.js';
import { finishedExpiry } from './claim.js';
import { finishedBy, type Finished } from './finish.js';
import type { HeldLease } from './held-lease.js';
import { storeOutcome } from './store-outcome.js';

/** How a transaction of staged writes ended. */
export type Committed =
  | Exclude<Finished, { readonly kind: 'unknown' }>
  /** A condition that the method itself put into a staged write did not hold, or one is none; nothing was written. */
  | { readonly kind: 'writes-refused'; readonly cause: unknown }
  /** Whether the staged writes happened cannot be told: never a success. */
  | { readonly kind: 'commit-unknown'; readonly cause: unknown };

/** Completes the held record together with the staged writes, all or nothing. Never throws. */
export async function commit(
  call: Call,
  lease: HeldLease,
  outcome: OutcomeText,
  staged: readonly StagedWrite[],
): Promise<Committed> {
  try {
    const expiresAtSeconds = finishedExpiry(call.operation, call.clock.now());
    const result = await storeOutcome(call, outcome, expiresAtSeconds);
    const answer = await call.store.persist((repository, limit) =>
      unlessInConflict(repository.commit({ held: lease.record, result, expiresAtSeconds, staged }, limit)),
    );
    if ('stagedConditionFailed' in answer) {
      return { kind: 'writes-refused', cause: answer.stagedConditionFailed.cause };
    }
    if ('invalid' in answer) return { kind: 'writes-refused', cause: invalidWrites(call, answer.cause) };
    // An answer to a completing write is never 'unknown': that is what the catch below is for.
    return finishedBy(call, answer) as Exclude<Finished, { kind: 'unknown' }>;
  } catch (cause) {
    return { kind: 'commit-unknown', cause };
  }
}

/** A conflict wrote nothing and passes: it is tried again like a passing fault of the repository. */
export async function unlessInConflict(
  sent: Promise<CommitAnswer>,
): Promise<Exclude<CommitAnswer, { readonly conflict: true }>> {
  const answer = await sent;
  if (!('conflict' in answer)) return answer;
  throw new IdempotencyRepositoryError(
    'The staged writes met another transaction on the same items each time they were sent; nothing was written.',
    { cause: answer.cause },
  );
}

/** What the caller gets: not a repository error, since to deliver the event again changes nothing. */
export const invalidWrites = (call: Call, cause: unknown): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(
    `${call.operation.member}: DynamoDB refuses the staged writes as they are; nothing was written. See the cause, ` +
      'and correct what the method passes to execution().stage().',
    { ...call.details, cause },
  );

export const commitUnknown = (call: Call, cause: unknown): IdempotencyRepositoryError =>
  new IdempotencyRepositoryError(
    `${call.operation.member}: whether the staged writes and the record were committed could not be found out. ` +
      'Deliver the event again: either the writes happened and it is answered from the record, or they did not and ' +
      'it runs again.',
    { ...call.details, cause },
  );
