import { epochMs, epochSeconds } from '../../../lib/repository/epoch.js';
import { InMemoryRepository } from '../../../lib/repository/in-memory/in-memory-repository.js';
import type { IdempotencyRecord } from '../../../lib/repository/record.js';
import type { IdempotencyRepository, RequestLimit } from '../../../lib/repository/repository.js';
import type { ClaimRequest } from '../../../lib/repository/writes.js';

export const LIMIT: RequestLimit = { timeoutMs: 1_000 };

/** Records of these specs expire in this second. */
export const EXPIRY = epochSeconds(100);

/** A store that writes down the name of each claim and find which reaches it. */
export class CountingRepository extends InMemoryRepository {
  readonly requests: string[] = [];

  override async claim(request: ClaimRequest, limit?: RequestLimit) {
    this.requests.push('claim');
    return super.claim(request, limit);
  }

  override async find(id: string, limit?: RequestLimit) {
    this.requests.push('find');
    return super.find(id, limit);
  }
}

export const claim = (changes: Partial<ClaimRequest> = {}): ClaimRequest => ({
  id: 'a',
  owner: 'first',
  fence: 1,
  fingerprint: 'same',
  nowMs: epochMs(0),
  leaseEndsAtMs: epochMs(10_000),
  expiresAtSeconds: EXPIRY,
  skewMs: 1_000,
  takeover: true,
  form: 'continue',
  ...changes,
});

/** A claim by another call, after the first lease has lapsed. */
export const laterClaim = (changes: Partial<ClaimRequest> = {}): ClaimRequest =>
  claim({ owner: 'second', fence: 2, nowMs: epochMs(20_000), leaseEndsAtMs: epochMs(30_000), ...changes });

export async function hold(repository: IdempotencyRepository, request = claim()): Promise<IdempotencyRecord> {
  const { applied, record } = await repository.claim(request, LIMIT);
  if (!applied || record === undefined) throw new Error('The claim was refused.');
  return record;
}

/** Claims the record and completes it. */
export async function complete(repository: IdempotencyRepository, result = 'done', id = 'a'): Promise<void> {
  const held = await hold(repository, claim({ id }));
  await repository.complete({ held, result, expiresAtSeconds: EXPIRY }, LIMIT);
}
