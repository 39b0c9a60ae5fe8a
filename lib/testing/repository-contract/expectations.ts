import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import type { IdempotencyRecord, StoredResult } from '../../repository/record.js';
import type { ClaimAnswer, CommitAnswer } from '../../repository/repository.js';
import { find, type Scene } from './scene.js';

type Answer = ClaimAnswer | CommitAnswer;

/** Returns the answer, which must be that the write applied. */
export function expectApplied<A extends Answer>(answer: A): Extract<A, { readonly applied: true }> {
  assert.deepEqual({ applied: answer.applied }, { applied: true });
  // The compiler cannot follow through a generic union what was just asserted.
  return answer as Extract<A, { readonly applied: true }>;
}

/** The write applied and left this record, which the answer shows if it shows one. */
export async function expectAppliedLeaving(scene: Scene, answer: Answer, record: IdempotencyRecord): Promise<void> {
  expectApplied(answer);
  if ('record' in answer) expectSame('the answer shows', answer.record, record);
  await expectRecord(scene, record);
}

/** The write was refused with the record as it stands, and changed nothing. */
export async function expectRefused(
  scene: Scene,
  answer: Answer,
  standing: IdempotencyRecord | undefined,
): Promise<void> {
  assert.deepEqual({ applied: answer.applied }, { applied: false });
  assert.ok('record' in answer, 'A refused answer must have the property "record", also where there is no record.');
  expectSame('the refusal shows', answer.record, standing);
  await expectRecord(scene, standing);
}

export async function expectRecord(scene: Scene, record: IdempotencyRecord | undefined): Promise<void> {
  expectSame('the record is', await find(scene), record);
}

/** Compares what the interface promises of two records; `what` names the first one in the message of a failure. */
export function expectSame(
  what: string,
  actual: IdempotencyRecord | undefined,
  expected: IdempotencyRecord | undefined,
): void {
  assert.deepEqual({ [what]: actual && comparable(actual) }, { [what]: expected && comparable(expected) });
}

/** Any class of bytes will do, and what else a repository's records carry does not matter. */
const comparable = (record: IdempotencyRecord): Record<keyof IdempotencyRecord, unknown> => ({
  id: record.id,
  status: record.status,
  owner: record.owner,
  fence: record.fence,
  attempts: record.attempts,
  openAttempts: record.openAttempts,
  leaseEndsAtMs: record.leaseEndsAtMs,
  expiresAtSeconds: record.expiresAtSeconds,
  fingerprint: record.fingerprint,
  startedAtMs: record.startedAtMs,
  result: record.result === undefined ? undefined : comparableResult(record.result),
  error: record.error,
  steps: new Map(
    Array.from(record.steps, ([name, { result, expiresAtSeconds }]) => [
      name,
      { result: comparableResult(result), expiresAtSeconds },
    ]),
  ),
});

const comparableResult = (result: StoredResult): unknown =>
  typeof result === 'string' ? result : { base64: Buffer.from(result).toString('base64') };
