import { idempotent, InMemoryRepository, type IdempotencyRepository } from '../../lib/index.js';

/** Names the requests that reach a repository, in their order. */
function counted(): { readonly repository: IdempotencyRepository; readonly requests: string[] } {
  const requests: string[] = [];
  const repository = new Proxy(new InMemoryRepository(), {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...args: unknown[]): unknown => {
        requests.push(String(name));
        return Reflect.apply(member, target, args);
      };
    },
  });
  return { repository, requests };
}

const context = { getRemainingTimeInMillis: () => 30_000 };

/** Counts that do not depend on the machine: each request is paid for, and takes its time. */
describe('requests to the repository', () => {
  it('are two for a first call, and one for its duplicate', async () => {
    const { repository, requests } = counted();
    const place = idempotent(async (order: { id: string }, _context: unknown) => order.id, {
      operation: 'place-once',
      key: 'id',
      repository,
    });

    await place({ id: 'a' }, context);
    expect(requests.splice(0)).toEqual(['claim', 'complete']);

    await place({ id: 'a' }, context);
    expect(requests).toEqual(['claim']);
  });

  it('are two for a call that fails', async () => {
    const { repository, requests } = counted();
    const place = idempotent(
      async (order: { id: string }, _context: unknown) => {
        throw new Error(order.id);
      },
      { operation: 'place-and-fail', key: 'id', repository },
    );

    await expect(place({ id: 'a' }, context)).rejects.toThrow('a');
    expect(requests).toEqual(['claim', 'fail']);
  });

  it('are none for a duplicate that joins a call of its own process', async () => {
    const { repository, requests } = counted();
    const place = idempotent(async (order: { id: string }, _context: unknown) => order.id, {
      operation: 'place-together',
      key: 'id',
      repository,
    });

    await Promise.all([place({ id: 'a' }, context), place({ id: 'a' }, context)]);
    expect(requests).toEqual(['claim', 'complete']);
  });

  it('are one more for a large result, kept beside the record', async () => {
    const { repository, requests } = counted();
    // Random enough to stay large when it is compressed.
    const large = Array.from({ length: 20_000 }, (_, index) => Math.imul(index + 1, 0x9e3779b1)).join();
    const place = idempotent(async (order: { id: string }, _context: unknown) => `${order.id}${large}`, {
      operation: 'place-large',
      key: 'id',
      repository,
    });

    await place({ id: 'a' }, context);
    expect(requests.splice(0)).toEqual(['claim', 'putResultPart', 'complete']);

    await place({ id: 'a' }, context);
    expect(requests).toEqual(['claim', 'getResultPart']);
  });
});
