import { IdempotencyRepositoryError } from '../../errors/repository-error.js';
import { FAILURE_CASES, UNKNOWN_FAILURE, type Failure, type FailureContext } from './failure-cases.js';

/**
 * Makes an error of the store one that says what happened, why, and what to do. The store's own words are in `cause`
 * only: they may quote values.
 */
export function explainFailure(error: unknown, context: FailureContext): IdempotencyRepositoryError {
  const failure = readFailure(error);
  const { explain } = FAILURE_CASES.find(({ applies }) => applies(failure)) ?? UNKNOWN_FAILURE;
  const { task, layout } = context;
  return new IdempotencyRepositoryError(
    `Could not ${task} in DynamoDB table "${layout.tableName}": ${explain(context, failure)}`,
    { cause: error },
  );
}

/** Of an error whose shape nobody vouches for; a failed connection may hide as one of several inside another. */
function readFailure(error: unknown): Failure {
  const all = [error, ...listOf(error, 'errors'), ...listOf(error, 'CancellationReasons')];
  const texts = (...members: readonly string[]): string[] =>
    all.flatMap((one) => members.map((member) => memberOf(one, member))).filter((value) => typeof value === 'string');
  const names = texts('name', 'code', 'Code').filter((name) => name !== 'Error' && name !== 'None');
  return { names, words: [...names, ...texts('message', 'Message')].join('\n') };
}

const memberOf = (value: unknown, member: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, member) : undefined;

function listOf(value: unknown, member: string): readonly unknown[] {
  const list = memberOf(value, member);
  return Array.isArray(list) ? list : [];
}
