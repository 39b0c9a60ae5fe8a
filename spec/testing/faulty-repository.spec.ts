import { InMemoryRepository } from '../../lib/index.js';
import { epochMs, epochSeconds } from '../../lib/repository/epoch.js';
import type { IdempotencyRepository } from '../../lib/repository/repository.js';
import { describeRepositoryContract, FaultyRepository, type RequestName } from '../../lib/testing/index.js';

describeRepositoryContract('FaultyRepository without faults', () => ({
  repository: new FaultyRepository(new InMemoryRepository()),
}));

const limit = { timeoutMs: 1_000 };
const claim = {
  ...{ id: 'a', owner: 'me', fence: 1, fingerprint: '-', nowMs: epochMs(1_000), leaseEndsAtMs: epochMs(9_000) },
  ...{ expiresAtSeconds: epochSeconds(100), skewMs: 0, takeover: true, form: 'continue' as const },
};
const pending = Symbol('pending');
const orPending = (promise: Promise<unknown>) =>
  Promise.race([promise, new Promise((resolve) => setImmediate(resolve, pending))]);

test('a lost request never reaches the store', async () => {
  const store = new InMemoryRepository();
  const faulty = new FaultyRepository(store, { claim: 'request-lost' });
  await expect(faulty.claim(claim, limit)).rejects.toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  expect(store.size).toBe(0);
});

test('a request whose answer is lost took effect; as often as told', async () => {
  const store = new InMemoryRepository();
  const faulty = new FaultyRepository(store, { claim: { fault: 'answer-lost', times: 1 } });
  await expect(faulty.claim(claim, limit)).rejects.toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  expect(store.size).toBe(1);
  expect(await faulty.claim(claim, limit)).toMatchObject({ applied: false });
  expect(faulty.requests('claim')).toBe(2);
});

test('a worker that dies gets no answer any more, and its request is not sent', async () => {
  const store = new InMemoryRepository();
  const faulty = new FaultyRepository(store, { claim: 'worker-dies' });
  expect(await orPending(faulty.claim(claim, limit))).toBe(pending);
  expect(await orPending(faulty.find('a', limit))).toBe(pending);
  expect(store.size).toBe(0);
  expect(await orPending(faulty.death)).toBeUndefined();
});

test('a worker that is killed while a request is under way gets no answer to it', async () => {
  const store = new InMemoryRepository();
  const faulty = new FaultyRepository(store);
  const answer = faulty.claim(claim, limit);
  faulty.kill();
  expect(await orPending(answer)).toBe(pending);
  expect(store.size).toBe(1);
});

test('every request can fail', async () => {
  const all: Record<RequestName, true> = {
    ...{ claim: true, complete: true, fail: true, renew: true, saveStep: true, doubt: true, halt: true, settle: true },
    ...{ commit: true, commitUnclaimed: true, find: true, putResultPart: true, getResultPart: true },
  };
  for (const name of Object.keys(all) as RequestName[]) {
    const faulty = new FaultyRepository(new InMemoryRepository(), { [name]: 'request-lost' });
    // Which request it is does not matter: it is lost before anybody looks at it.
    const request = faulty[name] as (this: IdempotencyRepository, ...args: unknown[]) => Promise<unknown>;
    await expect(request.call(faulty, claim, limit)).rejects.toThrow(`\`${name}\``);
  }
});
