import { InMemoryRepository, isIdempotencyError } from '../../lib/index.js';
import { errorOf } from '../execution/fake-time.js';

type Library = typeof import('../../lib/index.js');

/** A copy of the library of its own, as a second installation of the package in one process. */
function copyOfLibrary(): Library {
  let copy: Library | undefined;
  jest.isolateModules(() => {
    copy = jest.requireActual<Library>('../../lib/index.js');
  });
  return copy!;
}

/** What two copies of the library in one process have in common, under both decorator standards. */
export function describeTwoCopies(): void {
  const [one, other] = [copyOfLibrary(), copyOfLibrary()];

  afterEach(() => one.configureIdempotency({}));

  it('are copies', () => {
    expect(one.Idempotent).not.toBe(other.Idempotent);
    expect(one.IdempotencyInProgressError).not.toBe(other.IdempotencyInProgressError);
  });

  it('find the repository that the other was told of: by class, by property, by configuration', async () => {
    const stores = [new one.InMemoryRepository(), new one.InMemoryRepository(), new one.InMemoryRepository()];
    @one.UseRepository(stores[0]!)
    class OfClass {
      @other.Idempotent({ operation: 'x' })
      async handle(event: string) {
        return event;
      }
    }
    class OfProperty {
      @one.InjectedRepository() repository = stores[1]!;

      @other.Idempotent({ operation: 'x' })
      async handle(event: string) {
        return event;
      }
    }
    class OfConfiguration {
      @other.Idempotent({ operation: 'x' })
      async handle(event: string) {
        return event;
      }
    }
    one.configureIdempotency({ repository: stores[2]! });
    for (const handler of [new OfClass(), new OfProperty(), new OfConfiguration()]) await handler.handle('a');
    expect(stores.map(({ size }) => size)).toEqual([1, 1, 1]);
  });

  it('recognise each other\'s errors', async () => {
    const guarded = other.idempotent(async (event: { id?: string }) => event.id, {
      key: (event: { id?: string }) => event.id,
      operation: 'x',
      repository: new InMemoryRepository(),
    });
    const error = await errorOf(guarded({}));
    expect(error).not.toBeInstanceOf(one.IdempotencyError);
    expect([one, other].map((copy) => copy.isIdempotencyError(error, 'IDEMPOTENCY_KEY_MISSING'))).toEqual([true, true]);
    expect(isIdempotencyError(error, 'IDEMPOTENCY_IN_PROGRESS')).toBe(false);
  });

  it('a repository error of the other copy is treated as one', async () => {
    const failing = new Proxy(new InMemoryRepository(), {
      get: () => () => Promise.reject(new other.IdempotencyRepositoryError('down')),
      has: () => true,
    });
    const options = { operation: 'x', repository: failing, whenUnavailable: 'execute' } as const;
    expect(await one.idempotent(async (event: string) => event, options)('a')).toBe('a');
  });

  it('see each other\'s executions', async () => {
    const repository = new InMemoryRepository();
    const guarded = one.idempotent(async (_: string) => other.execution().operation, { operation: 'x', repository });
    expect(await guarded('a')).toBe('x');
  });

  it('do not block each other in one call chain', async () => {
    const repository = new InMemoryRepository();
    const inner = other.idempotent(async (event: string) => `inner ${event}`, { operation: 'x', repository });
    const outer = one.idempotent((event: string) => inner(event), { operation: 'x', repository });
    expect(await outer('a')).toBe('inner a');
    expect(repository.records).toMatchObject([{ attempts: 1, status: 'COMPLETE' }]);
  });
}
