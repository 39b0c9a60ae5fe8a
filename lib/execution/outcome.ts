import { unawaited } from '../key/unawaited.js';
import { encodeError } from '../result/error-form.js';
import { encodeValue, type Encoding } from '../result/encode-value.js';
import type { OutcomeText } from '../result/stored-outcome.js';
import type { Ended } from './ended.js';
import type { Operation } from './operation.js';

/**
 * What to store of how the method ended; undefined when it failed and may be run again. Never throws: an outcome that
 * cannot be encoded is stored as unavailable, so that a finished method is not run again because of it.
 */
export function outcomeOf(operation: Operation, ended: Ended, attempt: number): OutcomeText | undefined {
  if (ended.how === 'returned') return returned(operation, ended.value);
  const last = operation.maxAttempts !== undefined && attempt >= operation.maxAttempts;
  return last || isReplayed(operation, ended.error) ? textOf('error', encodeError(ended.error)) : undefined;
}

function returned({ result }: Operation, value: unknown): OutcomeText {
  if (result === 'omit') return { kind: 'nothing' };
  if (result === 'store') return textOf('value', encodeValue(value));
  try {
    // The option's type was checked against the method's result where the operation was declared.
    const projected = result(value as never);
    unawaited(projected);
    return textOf('value', encodeValue(projected));
  } catch {
    return { kind: 'unavailable', reason: 'projection-failed', details: 'the option `result` threw an error' };
  }
}

/** Whatever goes wrong in asking, the method's own error is what its caller gets. */
function isReplayed({ replayErrors }: Operation, error: unknown): boolean {
  if (replayErrors === undefined) return false;
  try {
    if (typeof replayErrors !== 'function') return replayErrors.some((errorClass) => error instanceof errorClass);
    const answer: unknown = replayErrors(error);
    unawaited(answer);
    return answer === true;
  } catch {
    return false;
  }
}

export const textOf = (kind: 'value' | 'error', encoding: Encoding): OutcomeText =>
  encoding.storable ? { kind, text: encoding.text } : notStorable(encoding);

const notStorable = ({ path, reason }: Extract<Encoding, { readonly storable: false }>): OutcomeText => ({
  kind: 'unavailable',
  reason: 'not-storable',
  details: `${path} is ${reason}`,
});
