import { IdempotencyResultUnavailableError } from '../errors/result-unavailable-error.js';
import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRecord, StoredResult } from '../repository/record.js';
import { decodeValue } from '../result/decode-value.js';
import { decodeError } from '../result/error-form.js';
import { unpackInline, unpackOutcome, type OutcomeText } from '../result/stored-outcome.js';
import type { Call } from './call.js';

/**
 * Answers a duplicate from a COMPLETE record: returns a copy of the first result, or throws a copy of the first error.
 *
 * @throws IdempotencyResultUnavailableError when the record tells that the request is done, but not with what result.
 */
export async function replayRecord(call: Call, record: IdempotencyRecord): Promise<unknown> {
  if (record.result === undefined) throw unavailable(call, 'the record holds no result');
  const outcome = unpackInline(record.result) ?? (await unpackParts(call, record.id, record.result));
  return replayOutcome(call, outcome, record.startedAtMs);
}

const unpackParts = (call: Call, id: string, result: StoredResult): Promise<OutcomeText> =>
  unpackOutcome(result, (partOf, index) =>
    call.store.send((repository, limit) =>
      repository.getResultPart({ id, partOf, index, nowMs: call.clock.now() }, limit),
    ),
  );

/** The same for an outcome that is at hand; what `onReplay` gives may be a promise. */
export function replayOutcome(call: Call, outcome: OutcomeText, startedAtMs: EpochMs): unknown {
  switch (outcome.kind) {
    case 'error':
      throw decoded(call, () => decodeError(outcome.text, errorClasses(call)));
    case 'unavailable':
      throw unavailable(call, outcome.reason);
    case 'nothing':
      return adapt(call, undefined, startedAtMs);
    case 'value':
      return adapt(call, decoded(call, () => decodeValue(outcome.text)), startedAtMs);
  }
}

function adapt(call: Call, value: unknown, startedAtMs: EpochMs): unknown {
  const { onReplay, name } = call.operation;
  if (!onReplay) return value;
  // The option's type was checked against the method's result where the operation was declared.
  return onReplay(value as never, { operation: name, key: call.digest, startedAt: new Date(startedAtMs) });
}

function decoded(call: Call, decode: () => unknown): unknown {
  try {
    return decode();
  } catch (error) {
    throw unavailable(call, 'damaged', error);
  }
}

const errorClasses = ({ operation: { replayErrors } }: Call) =>
  typeof replayErrors === 'function' || replayErrors === undefined ? [] : replayErrors;

const unavailable = (call: Call, reason: string, cause?: unknown): IdempotencyResultUnavailableError =>
  new IdempotencyResultUnavailableError(
    `${call.operation.member}: this request was completed before, but its result cannot be given again (${reason}); ` +
      'the method was not run again. Return a storable value, project it with the option `result`, or set ' +
      '`result: false`.',
    { ...call.details, cause },
  );
