import type { IdempotencyRecord, StoredResult, StoredStep } from '../record.js';

/** A record that shares nothing changeable with the given one. */
export const copyRecord = (record: IdempotencyRecord): IdempotencyRecord => ({
  ...record,
  result: record.result === undefined ? undefined : copyResult(record.result),
  steps: copySteps(record.steps),
});

const copyResult = (result: StoredResult): StoredResult =>
  typeof result === 'string' ? result : new Uint8Array(result);

function copySteps(steps: ReadonlyMap<string, StoredStep>): ReadonlyMap<string, StoredStep> {
  const copy = new Map<string, StoredStep>();
  for (const [name, step] of steps) copy.set(name, { ...step, result: copyResult(step.result) });
  return copy;
}
