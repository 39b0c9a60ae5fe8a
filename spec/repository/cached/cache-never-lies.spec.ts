import fc from 'fast-check';
import { epochMs, secondsCovering } from '../../../lib/repository/epoch.js';
import { CachedRepository } from '../../../lib/repository/cached/cached-repository.js';
import { applyClaim } from '../../../lib/repository/in-memory/claim.js';
import { isExpired } from '../../../lib/repository/record-state.js';
import type { IdempotencyRecord } from '../../../lib/repository/record.js';
import type { IdempotencyRepository } from '../../../lib/repository/repository.js';
import type { ClaimRequest } from '../../../lib/repository/writes.js';
import { CountingRepository, LIMIT } from './requests.js';

const SKEW_MS = 1_000;
const TTL_MS = 8_000;
const LEASE_MS = 2_000;

/** One act of one of three processes; two of them cache, the third does not. */
interface Act {
  readonly kind: 'claim' | 'complete' | 'fail' | 'doubt' | 'settle' | 'renew' | 'find' | 'commitUnclaimed';
  readonly process: 0 | 1 | 2;
  readonly id: 'a' | 'b';
  /** How much time passes before it. */
  readonly afterMs: number;
}

const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant<Act['kind']>('claim') },
      { weight: 5, arbitrary: fc.constant<Act['kind']>('complete') },
      {
        weight: 5,
        arbitrary: fc.constantFrom<Act['kind']>('fail', 'doubt', 'settle', 'renew', 'find', 'commitUnclaimed'),
      },
    ),
    process: fc.constantFrom<Act['process']>(0, 1, 2),
    id: fc.constantFrom<Act['id']>('a', 'b'),
    afterMs: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(0, 1, 300) },
      { weight: 1, arbitrary: fc.constantFrom(999, 1_000, 3_000, 7_000, 8_000) },
    ),
  }),
  { minLength: 10, maxLength: 40 },
);

/** Each process's clock is exact or behind, by at most what any two clocks may differ by. */
const clocksBehindMs = fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(0, 1, 500, SKEW_MS)));

class World {
  readonly store = new CountingRepository();
  answeredFromCache = 0;
  private readonly processes: readonly IdempotencyRepository[] = [
    new CachedRepository(this.store, { max: 1 }),
    new CachedRepository(this.store, { max: 9 }),
    this.store,
  ];
  private readonly held = new Map<string, IdempotencyRecord>();
  private timeMs = 1_000_000;
  private calls = 0;

  constructor(private readonly behindMs: readonly number[]) {}

  async perform({ kind, process, id, afterMs }: Act): Promise<void> {
    this.timeMs += afterMs;
    const repository = this.processes[process] ?? this.store;
    const nowMs = epochMs(this.timeMs - (this.behindMs[process] ?? 0));
    const request = await this.claimRequest(id, nowMs);
    const { expiresAtSeconds, fence, owner } = request;
    switch (kind) {
      case 'claim':
        return this.claim(repository, request);
      case 'commitUnclaimed':
        await repository.commitUnclaimed({ ...request, result: `of ${owner}`, staged: [] }, LIMIT);
        return;
      case 'find':
        expect(await repository.find(id, LIMIT)).toStrictEqual(await this.stored(id));
        return;
      case 'settle':
        await repository.settle({ id, seenFence: fence - 1, owner, fence, expiresAtSeconds, result: 'settled' }, LIMIT);
        return;
      default:
        return this.ownerWrite(kind, repository, request);
    }
  }

  private async claim(repository: IdempotencyRepository, request: ClaimRequest): Promise<void> {
    const stored = await this.stored(request.id);
    const effect = applyClaim(stored, request);
    this.store.requests.length = 0;
    const answer = await repository.claim(request, LIMIT);
    if (this.store.requests.length === 0) this.answeredFromCache++;
    expect(answer).toStrictEqual(
      effect === 'refused' ? { applied: false, record: stored } : { applied: true, record: effect },
    );
    if (answer.applied) this.held.set(request.id, answer.record);
  }

  private async ownerWrite(
    kind: 'complete' | 'fail' | 'doubt' | 'renew',
    repository: IdempotencyRepository,
    { id, expiresAtSeconds, leaseEndsAtMs }: ClaimRequest,
  ): Promise<void> {
    const held = this.held.get(id);
    if (held === undefined) return;
    const request = { held, expiresAtSeconds, leaseEndsAtMs, result: `of ${held.owner}`, error: 'E' };
    await repository[kind](request, LIMIT);
  }

  private async claimRequest(id: string, nowMs: ClaimRequest['nowMs']): Promise<ClaimRequest> {
    const stored = await this.stored(id);
    return {
      id,
      owner: `call ${this.calls++}`,
      fence: (stored?.fence ?? 0) + 1,
      fingerprint: '',
      nowMs,
      leaseEndsAtMs: epochMs(nowMs + LEASE_MS),
      expiresAtSeconds: secondsCovering(epochMs(nowMs + TTL_MS)),
      skewMs: SKEW_MS,
      takeover: true,
      form: stored !== undefined && isExpired(stored, nowMs) ? 'afresh' : 'continue',
    };
  }

  private stored(id: string): Promise<IdempotencyRecord | undefined> {
    return this.store.find(id);
  }
}

it('gives every claim the answer that the store would have given it, at any clocks within the skew', async () => {
  let answeredFromCache = 0;
  await fc.assert(
    fc.asyncProperty(acts, clocksBehindMs, async (history, behindMs) => {
      const world = new World(behindMs);
      for (const act of history) await world.perform(act);
      answeredFromCache += world.answeredFromCache;
    }),
    { numRuns: 500 },
  );
  expect(answeredFromCache).toBeGreaterThan(100);
});
