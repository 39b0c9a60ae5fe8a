import {
  configureIdempotency,
  DynamoDBRepository,
  Idempotent,
  idempotent,
  InjectedRepository,
  InMemoryRepository,
  UseRepository,
  type IdempotencyRepository,
} from '../../lib/index.js';
import { errorOf } from '../execution/fake-time.js';

interface Order {
  readonly id: string;
}

const order: Order = { id: 'a' };

/** Which of these repositories a call has used. */
const used = (stores: Readonly<Record<string, InMemoryRepository>>): string[] =>
  Object.keys(stores).filter((name) => stores[name]!.size > 0);

const fresh = () => ({
  option: new InMemoryRepository(),
  injected: new InMemoryRepository(),
  ofClass: new InMemoryRepository(),
  ofBase: new InMemoryRepository(),
  configured: new InMemoryRepository(),
});

/** In which order the repository of a call is looked for, under both decorator standards. */
export function describeRepositoryResolution(): void {
  afterEach(() => {
    configureIdempotency({});
    delete process.env.IDEMPOTENCY_TABLE;
  });

  it('1. the option comes before everything', async () => {
    const stores = fresh();
    configureIdempotency({ repository: stores.configured });
    @UseRepository(stores.ofClass)
    class Handler {
      @InjectedRepository() repository: IdempotencyRepository = stores.injected;

      @Idempotent({ operation: 'x', repository: stores.option })
      async handle(event: Order) {
        return event.id;
      }
    }
    await new Handler().handle(order);
    expect(used(stores)).toEqual(['option']);
  });

  it('2. the injected property of the instance comes before the class; each instance has its own', async () => {
    const stores = fresh();
    @UseRepository(stores.ofClass)
    class Handler {
      @InjectedRepository() private readonly repository: IdempotencyRepository;

      constructor(repository: IdempotencyRepository) {
        this.repository = repository;
      }

      @Idempotent({ operation: 'x' })
      async handle(event: Order) {
        return this.repository === stores.injected ? event.id : 'other';
      }
    }
    const other = new InMemoryRepository();
    expect([await new Handler(stores.injected).handle(order), await new Handler(other).handle(order)]).toEqual([
      'a',
      'other',
    ]);
    expect(used({ ...stores, other })).toEqual(['injected', 'other']);
  });

  it('2. the property may be set after construction, and until then the class serves', async () => {
    const stores = fresh();
    @UseRepository(stores.ofClass)
    class Handler {
      @InjectedRepository() repository?: IdempotencyRepository | undefined;

      @Idempotent({ operation: 'x' })
      async handle(event: Order) {
        return event.id;
      }
    }
    const handler = new Handler();
    await handler.handle(order);
    expect(used(stores)).toEqual(['ofClass']);
    handler.repository = stores.injected;
    await handler.handle(order);
    expect(used(stores)).toEqual(['injected', 'ofClass']);
  });

  it('2. a property inherited from a base class counts, for instances of both and of no sibling', async () => {
    const stores = fresh();
    class Base {
      @InjectedRepository() repository: IdempotencyRepository = stores.injected;
    }
    class Derived extends Base {
      @Idempotent({ operation: 'x' })
      async handle(event: Order) {
        return event.id;
      }
    }
    class Unrelated {
      repository = stores.injected;

      @Idempotent({ operation: 'y' })
      async handle(event: Order) {
        return event.id;
      }
    }
    await new Derived().handle(order);
    expect(used(stores)).toEqual(['injected']);
    expect(await errorOf(new Unrelated().handle(order))).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
  });

  it.each([5, 'x', {}, { claim: 5 }])('2. a property that holds %p says what is wrong', async (wrong) => {
    class Handler {
      @InjectedRepository() repository = wrong as unknown as IdempotencyRepository;

      @Idempotent({ operation: 'x' })
      async handle(event: Order) {
        return event.id;
      }
    }
    const error = await errorOf(new Handler().handle(order));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
    expect((error as Error).message).toMatch(/handle: the property marked @InjectedRepository\(\)/);
  });

  it('3. the class comes before its base class, and that before the configuration', async () => {
    const stores = fresh();
    configureIdempotency({ repository: stores.configured });
    @UseRepository(stores.ofBase)
    class Base {
      @Idempotent({ operation: 'x' })
      async handle(event: Order) {
        return event.id;
      }

      @Idempotent({ operation: 'y' })
      static async handleStatic(event: Order) {
        return event.id;
      }
    }
    class Middle extends Base {}
    @UseRepository(stores.ofClass)
    class Derived extends Middle {}
    await new Derived().handle(order);
    await Derived.handleStatic(order);
    expect(stores.ofClass.size).toBe(2);
    await new Middle().handle(order);
    await Middle.handleStatic(order);
    expect(stores.ofBase.size).toBe(2);
    expect(used(stores)).toEqual(['ofClass', 'ofBase']);
  });

  it('4. the configuration is looked up at each call', async () => {
    const stores = fresh();
    class Handler {
      @Idempotent({ operation: 'x' })
      async handle(event: Order) {
        return event.id;
      }
    }
    configureIdempotency({ repository: stores.configured });
    await new Handler().handle(order);
    configureIdempotency({ repository: stores.ofClass });
    await new Handler().handle(order);
    expect(used(stores)).toEqual(['ofClass', 'configured']);
  });

  it('4. a plain function finds it too', async () => {
    const stores = fresh();
    configureIdempotency({ repository: stores.configured });
    await idempotent(async (event: Order) => event.id, { operation: 'x' })(order);
    expect(used(stores)).toEqual(['configured']);
  });

  it('5. the table of the environment: one repository, made once', async () => {
    process.env.IDEMPOTENCY_TABLE = 'records-of-the-environment';
    const claims: unknown[] = [];
    const claim = jest.spyOn(DynamoDBRepository.prototype, 'claim').mockImplementation(function (
      this: DynamoDBRepository,
    ) {
      claims.push(this);
      return Promise.reject(new Error('no table'));
    });
    class Handler {
      @Idempotent({ operation: 'x' })
      async handle(event: Order) {
        return event.id;
      }
    }
    for (const id of ['a', 'b']) await errorOf(new Handler().handle({ id }));
    claim.mockRestore();
    expect(claims.map(String)).toEqual(Array(2).fill('DynamoDBRepository(records-of-the-environment)'));
    expect(claims[0]).toBe(claims[1]);
  });

  it('none: the error names all ways to give one, and the method is not run', async () => {
    const run = jest.fn();
    class Handler {
      @Idempotent({ operation: 'x' })
      async handle(_: Order) {
        run();
      }
    }
    const error = await errorOf(new Handler().handle(order));
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
    const { message } = error as Error;
    const ways = ['`repository`', '@InjectedRepository()', '@UseRepository', 'configureIdempotency'];
    for (const way of [...ways, 'IDEMPOTENCY_TABLE']) expect(message).toContain(way);
    expect(message).toMatch(/handle: /);
    expect(message).not.toContain('without `this`');
    expect(run).not.toHaveBeenCalled();
  });

  it.each([undefined, null, 5, {}, { claim: true }])('@UseRepository(%p) is refused', (wrong) => {
    expect(() => UseRepository(wrong as never)).toThrow(
      expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION', message: expect.stringMatching(/^@UseRepository/) }),
    );
  });

  it.each([
    [{ repository: 5 }, /`repository` must be an IdempotencyRepository/],
    [{ observers: 5 }, /`observers` must be a list of functions/],
    [{ observers: [5] }, /`observers` must be a list of functions/],
    [{ repositroy: new InMemoryRepository() }, /repositroy/],
    [undefined, /configureIdempotency/],
    [null, /configureIdempotency/],
    [5, /configureIdempotency/],
  ])('configureIdempotency(%p) is refused', (wrong, message) => {
    expect(() => configureIdempotency(wrong as never)).toThrow(
      expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION', message: expect.stringMatching(message) }),
    );
  });
}
