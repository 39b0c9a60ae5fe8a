import { epochMs, epochSeconds } from '../../../lib/repository/epoch.js';
import { CachedRepository } from '../../../lib/repository/cached/cached-repository.js';
import type { CommitAnswer, IdempotencyRepository, RequestLimit } from '../../../lib/repository/repository.js';
import type { CommitUnclaimedRequest, CompleteRequest } from '../../../lib/repository/writes.js';
import { claim, complete, CountingRepository, EXPIRY, hold, laterClaim, LIMIT } from './requests.js';

/** Completes the record, but nobody gets to know. */
class LosesCompletions extends CountingRepository {
  override async complete(request: CompleteRequest): Promise<never> {
    await super.complete(request);
    throw new Error('no answer');
  }
}

/** Commits nothing, because other transactions are at work. */
class IsBusy extends CountingRepository {
  override async commitUnclaimed(): Promise<CommitAnswer> {
    return { applied: false, conflict: true, cause: new Error('busy') };
  }
}

/** Shows records without their results. */
class WithoutResults extends CountingRepository {
  override async find(id: string, limit?: RequestLimit) {
    const record = await super.find(id, limit);
    return record && { ...record, result: undefined };
  }
}

let store: CountingRepository;
let cached: CachedRepository;

beforeEach(() => {
  store = new CountingRepository();
  cached = new CachedRepository(store, { max: 10 });
});

/** The claim's answer, and whether it took a request. */
async function answerTo(request = laterClaim(), repository: IdempotencyRepository = cached) {
  store.requests.length = 0;
  const { applied, record } = await repository.claim(request, LIMIT);
  return { applied, record, asked: store.requests.length > 0 };
}

describe('answers a claim without a request', () => {
  it('after its own completion, with the record as the store has it', async () => {
    await complete(cached);
    const { applied, record, asked } = await answerTo();
    expect([applied, asked]).toEqual([false, false]);
    expect(record).toStrictEqual(await store.find('a'));
  });

  it('after its own commit', async () => {
    await cached.commit({ held: await hold(cached), result: 'x', expiresAtSeconds: EXPIRY, staged: [] }, LIMIT);
    const { record, asked } = await answerTo();
    expect(asked).toBe(false);
    expect(record).toStrictEqual(await store.find('a'));
  });

  it('after a refused claim, a refused write or a find showed the record COMPLETE', async () => {
    const held = await hold(store);
    await store.complete({ held, result: 'done', expiresAtSeconds: EXPIRY });
    const learnFrom: ((repository: IdempotencyRepository) => Promise<unknown>)[] = [
      (repository) => repository.claim(laterClaim(), LIMIT),
      (repository) => repository.find('a', LIMIT),
      (repository) => repository.complete({ held, result: 'mine', expiresAtSeconds: EXPIRY }, LIMIT),
      (repository) => repository.fail({ held, error: 'E', expiresAtSeconds: EXPIRY }, LIMIT),
      (repository) => repository.renew({ held, leaseEndsAtMs: epochMs(1), expiresAtSeconds: EXPIRY }, LIMIT),
      (repository) =>
        repository.saveStep({ held, name: 's', result: 'x', stepExpiresAtSeconds: EXPIRY }, LIMIT),
      (repository) => repository.doubt({ held, expiresAtSeconds: EXPIRY }, LIMIT),
      (repository) => repository.halt({ id: 'a', seen: held, nowMs: epochMs(20_000), skewMs: 0 }, LIMIT),
      (repository) => repository.settle(settlement, LIMIT),
      (repository) => repository.commit({ held, result: 'mine', expiresAtSeconds: EXPIRY, staged: [] }, LIMIT),
      (repository) => repository.commitUnclaimed(unclaimed, LIMIT),
    ];
    for (const learn of learnFrom) {
      const fresh = new CachedRepository(store, { max: 10 });
      await learn(fresh);
      const { record, asked } = await answerTo(laterClaim(), fresh);
      expect([String(learn), asked, record]).toStrictEqual([String(learn), false, await store.find('a')]);
    }
  });

  it('after a commit that met another transaction, which says nothing of the record', async () => {
    store = new IsBusy();
    const repository = new CachedRepository(store, { max: 10 });
    await complete(repository);
    expect(await repository.commitUnclaimed(unclaimed, LIMIT)).toMatchObject({ conflict: true });
    expect(await answerTo(laterClaim(), repository)).toMatchObject({ asked: false, record: { result: 'done' } });
  });

  it('whatever the form, the fence, the owner and the content: the caller compares', async () => {
    await complete(cached);
    for (const request of [
      laterClaim({ form: 'afresh' }),
      laterClaim({ fence: 0 }),
      laterClaim({ fingerprint: 'other' }),
      claim(),
    ]) {
      expect(await answerTo(request)).toMatchObject({ applied: false, asked: false, record: { fingerprint: 'same' } });
    }
  });

  it('until one skew before its ttl ends by the clock of the claim', async () => {
    await complete(cached);
    expect((await answerTo(laterClaim({ nowMs: epochMs(98_999) }))).asked).toBe(false);
    expect((await answerTo(laterClaim({ nowMs: epochMs(99_000) }))).asked).toBe(true);
    expect((await answerTo(laterClaim({ nowMs: epochMs(99_999), skewMs: 0 }))).asked).toBe(false);
    expect((await answerTo(laterClaim({ nowMs: epochMs(100_000), skewMs: 0 }))).asked).toBe(true);
  });
});

describe('asks the store', () => {
  it('about a record that is running, failed or in doubt', async () => {
    const held = await hold(cached);
    expect(await answerTo(laterClaim({ nowMs: epochMs(1) }))).toMatchObject({ applied: false, asked: true });
    await cached.fail({ held, error: 'E', expiresAtSeconds: EXPIRY }, LIMIT);
    const second = await answerTo();
    expect(second).toMatchObject({ applied: true, asked: true });
    if (second.record) await cached.doubt({ held: second.record, expiresAtSeconds: EXPIRY }, LIMIT);
    await cached.find('a', LIMIT);
    expect(await answerTo(laterClaim({ owner: 'third', fence: 3 }))).toMatchObject({ applied: false, asked: true });
  });

  it('once the record has expired, and forgets it then', async () => {
    await complete(cached);
    const reborn = laterClaim({ nowMs: epochMs(100_000), expiresAtSeconds: epochSeconds(900), form: 'afresh' });
    expect(await answerTo(reborn)).toMatchObject({ applied: true, asked: true });
    expect(await answerTo(claim())).toMatchObject({ asked: true, record: { status: 'IN_PROGRESS', owner: 'second' } });
  });

  it('after a completion whose answer was lost', async () => {
    store = new LosesCompletions();
    const repository = new CachedRepository(store, { max: 10 });
    await expect(complete(repository)).rejects.toThrow('no answer');
    expect(await answerTo(laterClaim(), repository)).toMatchObject({ asked: true, record: { status: 'COMPLETE' } });
  });

  it("after its own completion was refused by another call's: that one's result counts", async () => {
    const held = await hold(cached);
    const successor = await hold(store, laterClaim());
    await store.complete({ held: successor, result: 'of the successor', expiresAtSeconds: EXPIRY });
    await cached.complete({ held, result: 'of the first', expiresAtSeconds: EXPIRY }, LIMIT);
    expect(await answerTo(laterClaim({ owner: 'third', fence: 3 }))).toMatchObject({
      asked: false,
      record: { owner: 'second', result: 'of the successor' },
    });
  });

  it('after a settlement or a commit without a claim, whose answers do not tell the whole record', async () => {
    const held = await hold(cached);
    await cached.doubt({ held, expiresAtSeconds: EXPIRY }, LIMIT);
    expect((await cached.settle(settlement, LIMIT)).applied).toBe(true);
    expect(await answerTo()).toMatchObject({ asked: true, record: { owner: 'operator', result: 'settled' } });
    expect((await cached.commitUnclaimed({ ...unclaimed, id: 'b' }, LIMIT)).applied).toBe(true);
    expect(await answerTo(claim({ id: 'b' }))).toMatchObject({ asked: true, record: { result: 'committed' } });
    expect(await answerTo(claim({ id: 'b' }))).toMatchObject({ asked: false, record: { result: 'committed' } });
  });

  it('after a commit without a claim began an expired record afresh, also by a clock that is behind', async () => {
    await complete(cached);
    const reborn = { ...unclaimed, nowMs: epochMs(100_000), expiresAtSeconds: epochSeconds(900) };
    expect((await cached.commitUnclaimed(reborn, LIMIT)).applied).toBe(true);
    const behind = laterClaim({ owner: 'third', fence: 3, nowMs: epochMs(98_000) });
    expect(await answerTo(behind)).toMatchObject({ asked: true, record: { owner: 'second', result: 'committed' } });
  });

  it('about a record that was deleted by hand, once a find has shown it gone', async () => {
    await complete(cached);
    store.clear();
    expect(await answerTo()).toMatchObject({ applied: false, asked: false });
    expect(await cached.find('a', LIMIT)).toBeUndefined();
    expect(await answerTo()).toMatchObject({ applied: true, asked: true });
  });
});

describe('keeps', () => {
  it('no more than max records, the most recently used ones', async () => {
    const small = new CachedRepository(store, { max: 2 });
    await complete(small, 'done', 'a');
    await complete(small, 'done', 'b');
    await answerTo(laterClaim({ id: 'a' }), small);
    await complete(small, 'done', 'c');
    const asked = async (id: string) => (await answerTo(laterClaim({ id }), small)).asked;
    expect([await asked('a'), await asked('c'), await asked('b')]).toEqual([false, false, true]);
  });

  it.each([
    ['é'.repeat(5), 10],
    ['é'.repeat(5), 9],
    ['x'.repeat(10), 10],
    ['x'.repeat(11), 10],
  ])('text %p when at most %p bytes are allowed, by its bytes', async (result, maxResultBytes) => {
    const repository = new CachedRepository(store, { max: 10, maxResultBytes });
    await complete(repository, result);
    expect((await answerTo(laterClaim(), repository)).asked).toBe(Buffer.byteLength(result) > maxResultBytes);
  });

  it.each([10, 11])('%p bytes when at most 10 are allowed', async (length) => {
    const repository = new CachedRepository(store, { max: 10, maxResultBytes: 10 });
    const held = await hold(repository);
    await repository.complete({ held, result: new Uint8Array(length), expiresAtSeconds: EXPIRY }, LIMIT);
    expect((await answerTo(laterClaim(), repository)).asked).toBe(length > 10);
  });

  it('a record without a result', async () => {
    store = new WithoutResults();
    await complete(store);
    const repository = new CachedRepository(store, { max: 10, maxResultBytes: 1 });
    expect(await repository.find('a', LIMIT)).toMatchObject({ status: 'COMPLETE', result: undefined });
    const { record, asked } = await answerTo(laterClaim(), repository);
    expect([record?.status, record?.result, asked]).toEqual(['COMPLETE', undefined, false]);
  });

  it('copies', async () => {
    const held = await hold(cached);
    const result = Uint8Array.of(1, 2, 3);
    await cached.complete({ held, result, expiresAtSeconds: EXPIRY }, LIMIT);
    result.fill(0);
    for (let n = 0; n < 2; n++) {
      const { record, asked } = await answerTo();
      expect([asked, record?.status, record?.result]).toEqual([false, 'COMPLETE', Uint8Array.of(1, 2, 3)]);
      (record?.result as Uint8Array).fill(0);
      Object.assign(record ?? {}, { status: 'FAILED' });
    }
  });
});

it('passes errors of the store on, and learns nothing from them', async () => {
  await complete(cached);
  const refused = cached.claim(laterClaim({ id: 'b' }), { timeoutMs: 0 });
  await expect(refused).rejects.toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  expect((await answerTo()).asked).toBe(false);
});

it.each([
  [undefined, 'undefined'],
  [null, 'null'],
  [{}, 'object'],
  [{ max: 10 }, 'object'],
  ['table', 'string'],
])('refuses %p as the repository to cache', (inner, given) => {
  // The types refuse all of these, too.
  const make = () => new CachedRepository(inner as unknown as IdempotencyRepository, { max: 10 });
  expect(make).toThrow(
    'CachedRepository: the first argument must be the repository to cache, such as ' +
      `new DynamoDBRepository({ tableName: 'idempotency' }), got ${given}.`,
  );
});

it('requires max', () => {
  // @ts-expect-error the option is required by its type
  expect(() => new CachedRepository(store, {})).toThrow('the option max, the number of records to keep, must be');
});

const settlement = {
  id: 'a',
  seenFence: 1,
  owner: 'operator',
  fence: 2,
  expiresAtSeconds: EXPIRY,
  result: 'settled',
} as const;

const unclaimed: CommitUnclaimedRequest = { ...laterClaim(), result: 'committed', staged: [] };
