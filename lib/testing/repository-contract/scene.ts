import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { epochMs, epochSeconds, type EpochMs, type EpochSeconds } from '../../repository/epoch.js';
import type { IdempotencyRecord } from '../../repository/record.js';
import type { IdempotencyRepository, RequestLimit } from '../../repository/repository.js';
import type { ClaimRequest, CommitUnclaimedRequest } from '../../repository/writes.js';

/** One record of its own on the repository under test. */
export interface Scene {
  readonly repository: IdempotencyRepository;
  readonly id: string;
}

export const LIMIT: RequestLimit = Object.freeze({ timeoutMs: 10_000 });

// A week ahead of the real clock, so that a store's own removal of expired records never interferes with a case.
const START_SECONDS = Math.floor(Date.now() / 1000) + 7 * 24 * 60 * 60;

/**
 * The clock of all cases, in milliseconds since its start.
 *
 * ```
 *    0 s       10 s    11 s                     100 s
 *    |---------|-------|------------------------|---------
 *    first     lease   lapsed for every clock   the first record
 *    claim     ends    (skew 1 s)               expires
 * ```
 */
export const at = (ms: number): EpochMs => epochMs(START_SECONDS * 1000 + ms);
export const second = (seconds: number): EpochSeconds => epochSeconds(START_SECONDS + seconds);

export const FIRST_FENCE: number = at(0);

export const openScene = (repository: IdempotencyRepository, idEnd = ''): Scene => ({
  repository,
  id: `contract#${randomUUID()}${idEnd}`,
});

/** The claim that makes the record. */
export const firstClaim = ({ id }: Scene, changes: Partial<ClaimRequest> = {}): ClaimRequest => ({
  id,
  owner: 'first',
  fence: FIRST_FENCE,
  fingerprint: 'same content',
  nowMs: at(0),
  leaseEndsAtMs: at(10_000),
  expiresAtSeconds: second(100),
  skewMs: 1_000,
  takeover: true,
  form: 'continue',
  ...changes,
});

/** A claim by another call, twenty seconds later: the first lease has lapsed, the record is unexpired. */
export const laterClaim = (scene: Scene, changes: Partial<ClaimRequest> = {}): ClaimRequest => ({
  ...firstClaim(scene),
  owner: 'second',
  fence: FIRST_FENCE + 1,
  nowMs: at(20_000),
  leaseEndsAtMs: at(600_000),
  expiresAtSeconds: second(700),
  ...changes,
});

/** A commit without a claim, by the same call as the later claim. */
export function unclaimedCommit(scene: Scene, changes: Partial<ClaimRequest> = {}): CommitUnclaimedRequest {
  const { id, owner, fence, fingerprint, nowMs, skewMs, takeover } = laterClaim(scene, changes);
  const outcome = { expiresAtSeconds: second(800), result: 'committed', staged: [] };
  return { id, owner, fence, fingerprint, nowMs, skewMs, takeover, ...outcome };
}

export const find = ({ repository, id }: Scene): Promise<IdempotencyRecord | undefined> => repository.find(id, LIMIT);

/** The record, which must be there. */
export async function found(scene: Scene): Promise<IdempotencyRecord> {
  const record = await find(scene);
  assert.ok(record, 'The record that was just written must be found.');
  return record;
}
