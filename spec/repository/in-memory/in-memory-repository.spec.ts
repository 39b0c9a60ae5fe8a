import { epochMs, epochSeconds } from '../../../lib/repository/epoch.js';
import { InMemoryRepository } from '../../../lib/repository/in-memory/in-memory-repository.js';
import type { ClaimRequest, StagedWrite } from '../../../lib/repository/writes.js';

const claim = (id: string, nowMs = 0): ClaimRequest => ({
  id,
  owner: `owner of ${id}`,
  fence: 1,
  fingerprint: '',
  nowMs: epochMs(nowMs),
  leaseEndsAtMs: epochMs(nowMs + 1_000),
  expiresAtSeconds: epochSeconds(Math.ceil(nowMs / 1000) + 10),
  skewMs: 1_000,
  takeover: true,
  form: 'continue',
});

const put = (n: number): StagedWrite => ({ kind: 'Put', input: { TableName: `table ${n}` } });

async function commit(repository: InMemoryRepository, id: string, staged: readonly StagedWrite[]) {
  const { record } = await repository.claim(claim(id));
  if (record === undefined) throw new Error('the claim shows no record');
  return repository.commit({ held: record, result: 'x', expiresAtSeconds: epochSeconds(10), staged });
}

it('takes effect when it is called and answers later', () => {
  const repository = new InMemoryRepository();
  const answer = repository.claim(claim('a'));
  expect(repository.records).toMatchObject([{ id: 'a', status: 'IN_PROGRESS' }]);
  return expect(answer).resolves.toMatchObject({ applied: true });
});

it('rejects instead of throwing', async () => {
  const repository = new InMemoryRepository();
  const answer = repository.find('a', { timeoutMs: 0 });
  await expect(answer).rejects.toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', retryable: true });
  await expect(answer).rejects.toThrow(
    'The request was not made because the time for it was over before it began. ' +
      'Give the call more time, or let the event be delivered again.',
  );
});

it('says of an applied write only that it applied', async () => {
  expect(await commit(new InMemoryRepository(), 'a', [])).toStrictEqual({ applied: true });
});

describe('what tests can look at', () => {
  it('is the number of records and the records themselves', async () => {
    const repository = new InMemoryRepository();
    await repository.claim(claim('a'));
    await commit(repository, 'b', []);
    expect(repository.size).toBe(2);
    expect(repository.records.map(({ id, status }) => [id, status])).toEqual([
      ['a', 'IN_PROGRESS'],
      ['b', 'COMPLETE'],
    ]);
  });

  it('is a copy', async () => {
    const repository = new InMemoryRepository();
    await commit(repository, 'a', [put(1)]);
    Object.assign(repository.records[0] ?? {}, { status: 'FAILED' });
    (repository.committedWrites as StagedWrite[]).length = 0;
    expect(repository.records).toMatchObject([{ status: 'COMPLETE' }]);
    expect(repository.committedWrites).toEqual([put(1)]);
  });

  it('are the staged writes of the commits that applied, in order', async () => {
    const repository = new InMemoryRepository();
    await commit(repository, 'a', [put(1), put(2)]);
    const refused = await repository.commitUnclaimed({ ...claim('a'), fence: 0, result: 'x', staged: [put(3)] });
    await repository.commitUnclaimed({ ...claim('b'), result: 'x', staged: [put(4)] });
    expect(refused.applied).toBe(false);
    expect(repository.committedWrites).toEqual([put(1), put(2), put(4)]);
  });

  it('is gone after clear()', async () => {
    const repository = new InMemoryRepository();
    await commit(repository, 'a', [put(1)]);
    const part = { id: 'a', partOf: 'b', index: 0 };
    const expiresAtSeconds = epochSeconds(10);
    await repository.putResultPart({ ...part, bytes: Uint8Array.of(1), expiresAtSeconds });
    repository.clear();
    expect([repository.size, repository.records, repository.committedWrites]).toEqual([0, [], []]);
    expect(await repository.getResultPart({ ...part, nowMs: 0 })).toBeUndefined();
    expect(await repository.find('a')).toBeUndefined();
  });
});

describe('memory', () => {
  it('an expired record stays readable while there are few', async () => {
    const repository = new InMemoryRepository();
    await repository.claim(claim('a'));
    await repository.claim(claim('b', 1_000_000));
    expect(await repository.find('a')).toMatchObject({ id: 'a' });
  });

  it('holds at most 1,024 records when the others are expired', async () => {
    const repository = new InMemoryRepository();
    for (let n = 0; n < 5_000; n++) {
      await repository.claim(claim(`record ${n}`, n * 1_000));
      expect(repository.size).toBeLessThanOrEqual(1_024);
    }
    expect(await repository.find('record 4999')).toMatchObject({ id: 'record 4999' });
  });

  it('keeps all records that are unexpired for some clock', async () => {
    const repository = new InMemoryRepository();
    for (let n = 0; n < 2_000; n++) await repository.claim(claim(`record ${n}`));
    await repository.claim(claim('another', 10_999));
    for (let n = 0; n < 2_047; n++) await repository.claim(claim(`later ${n}`, 10_999));
    expect(await repository.find('record 0')).toMatchObject({ id: 'record 0' });
  });

  it('lets commits without a claim remove expired records, too', async () => {
    const repository = new InMemoryRepository();
    for (let n = 0; n < 3_000; n++) {
      await repository.commitUnclaimed({ ...claim(`record ${n}`, n * 1_000), result: 'x', staged: [] });
    }
    expect(repository.size).toBeLessThanOrEqual(1_024);
  });

  it('removes expired result parts', async () => {
    const repository = new InMemoryRepository();
    const part = (n: number) => ({ id: `record ${n}`, partOf: 'x', index: 0 });
    for (let n = 0; n < 64; n++) {
      const expiresAtSeconds = epochSeconds(n === 0 ? 1_000 : 10);
      await repository.putResultPart({ ...part(n), bytes: Uint8Array.of(n), expiresAtSeconds });
    }
    const read = (n: number) => repository.getResultPart({ ...part(n), nowMs: 0 });
    expect(await read(1)).toEqual(Uint8Array.of(1));
    await repository.claim(claim('a', 500_000));
    expect(await read(1)).toBeUndefined();
    expect(await read(0)).toEqual(Uint8Array.of(0));
  });

  it('removes nothing by a claim that is refused', async () => {
    const repository = new InMemoryRepository();
    await repository.claim(claim('a'));
    const parts = Array.from({ length: 64 }, (_, index) => ({ id: 'a', partOf: 'x', index }));
    for (const part of parts) {
      await repository.putResultPart({ ...part, bytes: Uint8Array.of(1), expiresAtSeconds: epochSeconds(10) });
    }
    const kept = async () => {
      const read = await Promise.all(parts.map((part) => repository.getResultPart({ ...part, nowMs: 0 })));
      return read.filter((bytes) => bytes !== undefined).length;
    };
    expect(await repository.claim({ ...claim('a', 500_000), fence: 0 })).toMatchObject({ applied: false });
    expect(await kept()).toBe(64);
    expect(await repository.claim(claim('b', 500_000))).toMatchObject({ applied: true });
    expect(await kept()).toBe(0);
  });

  it('keeps the last 10,000 committed writes', async () => {
    const repository = new InMemoryRepository();
    await commit(repository, 'a', Array.from({ length: 6_000 }, (_, n) => put(n)));
    await commit(repository, 'b', Array.from({ length: 6_000 }, (_, n) => put(6_000 + n)));
    const kept = repository.committedWrites;
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([10_000, put(2_000), put(11_999)]);
  });
});
