import { execution, Idempotent, idempotent, InMemoryRepository, UseRepository } from '../../lib/index.js';
import { errorOf } from '../execution/fake-time.js';

interface Order {
  readonly id: string;
}

const order: Order = { id: 'a' };

const noted = Symbol('noted');

/** Which decorator standard this file was compiled for. */
function standardOf(): string {
  let standard = '';
  const probe = (_: unknown, where: unknown): void => {
    standard = typeof where === 'object' ? 'standard' : 'legacy';
  };
  class Probed {
    // The probe takes whatever either standard passes.
    @(probe as MethodDecorator & typeof probe)
    async method(): Promise<void> {}
  }
  return new Probed().method.name && standard;
}

/** Notes on the method itself that it was decorated, as other libraries do. */
const note: MethodDecorator & ((method: object, context: object) => void) = (
  target: object,
  _where?: unknown,
  descriptor?: PropertyDescriptor,
): void => {
  const method: unknown = descriptor ? descriptor.value : target;
  Object.assign(method as object, { [noted]: true, tag: 'x' });
};

/** What holds of guarded classes under both decorator standards. */
export function describeGuardedClasses(standard: 'standard' | 'legacy'): void {
  it(`this file is compiled for ${standard} decorators`, () => expect(standardOf()).toBe(standard));

  describe('a guarded method', () => {
    @UseRepository(new InMemoryRepository())
    class Handler {
      runs: unknown[][] = [];

      @Idempotent({ key: 'id' })
      @note
      async onFirst(event: Order, ...others: unknown[]) {
        this.runs.push([event, ...others]);
        return { by: this, id: event.id }.id;
      }

      @Idempotent({ operation: 'three' })
      async three(a: Order, _b: unknown, _c: unknown) {
        return a.id;
      }

      @Idempotent()
      static async onStatic(event: Order) {
        return [this.name, event.id];
      }

      @Idempotent({ operation: 'with-symbol' })
      async [noted](event: Order) {
        return event.id;
      }
    }

    it('runs once for each key, with its own this and all its arguments', async () => {
      const handler = new Handler();
      expect([await handler.onFirst(order, 1, 2), await handler.onFirst(order, 1, 2)]).toEqual(['a', 'a']);
      expect(handler.runs).toEqual([[order, 1, 2]]);
    });

    it('shares its records among all instances of the class', async () => {
      const [one, other] = [new Handler(), new Handler()];
      await one.onFirst({ id: 'shared' });
      await other.onFirst({ id: 'shared' });
      expect([one.runs.length, other.runs.length]).toEqual([1, 0]);
    });

    it('keeps name, own properties and a length of at most two', () => {
      const { onFirst, three } = Handler.prototype;
      expect([onFirst.name, three.name, Handler.onStatic.name]).toEqual(['onFirst', 'three', 'onStatic']);
      expect([onFirst.length, three.length, Handler.onStatic.length]).toEqual([1, 2, 1]);
      expect(onFirst).toHaveProperty('tag', 'x');
      expect(Object.getOwnPropertySymbols(onFirst)).toContain(noted);
      expect(Object.getOwnPropertyDescriptor(Handler.prototype, 'onFirst')).toMatchObject({
        enumerable: false,
        configurable: true,
        writable: true,
      });
    });

    it('may be static, or named by a symbol where the operation has a name', async () => {
      expect(await Handler.onStatic(order)).toEqual(['Handler', 'a']);
      expect(await Handler.onStatic(order)).toEqual(['Handler', 'a']);
      expect(await new Handler()[noted](order)).toBe('a');
    });

    it('called detached from its instance says so, and is not run', async () => {
      const { onFirst } = Handler.prototype;
      const error = await errorOf(Reflect.apply(onFirst, undefined, [{ id: 'detached' }]) as Promise<unknown>);
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION' });
      expect((error as Error).message).toMatch(/onFirst: no repository was found\. It was called without `this`/);
    });
  });

  describe('several guarded methods', () => {
    it('of two classes and of one class never answer for each other', async () => {
      const store = new InMemoryRepository();
      @UseRepository(store)
      class Orders {
        @Idempotent({ operation: 'orders.place' })
        async place(event: Order) {
          return `placed ${event.id}`;
        }

        @Idempotent({ operation: 'orders.cancel' })
        async cancel(event: Order) {
          return `cancelled ${event.id}`;
        }
      }
      @UseRepository(store)
      class Stock {
        @Idempotent({ operation: 'stock.place' })
        async place(event: Order) {
          return `reserved ${event.id}`;
        }
      }
      const orders = new Orders();
      const answers = [await orders.place(order), await orders.cancel(order), await new Stock().place(order)];
      expect(answers).toEqual(['placed a', 'cancelled a', 'reserved a']);
      expect(store.size).toBe(3);
    });

    it('an override that calls super, both guarded, runs both once', async () => {
      const store = new InMemoryRepository();
      const runs: string[] = [];
      @UseRepository(store)
      class Base {
        @Idempotent({ operation: 'base.handle' })
        async handle(event: Order): Promise<string> {
          runs.push('base');
          return event.id;
        }
      }
      class Derived extends Base {
        @Idempotent({ operation: 'derived.handle' })
        override async handle(event: Order): Promise<string> {
          runs.push('derived');
          return `${await super.handle(event)}!`;
        }
      }
      const derived = new Derived();
      expect([await derived.handle(order), await derived.handle(order), await new Base().handle(order)]).toEqual([
        'a!',
        'a!',
        'a',
      ]);
      expect(runs).toEqual(['derived', 'base']);
    });

    it('with one default operation name are refused at decoration; the message says what to write', () => {
      const define = () => {
        class Orders {
          @Idempotent()
          async onTaken(event: Order) {
            return event.id;
          }
        }
        class Stock {
          @Idempotent()
          async onTaken(event: Order) {
            return event.id;
          }
        }
        return [Orders, Stock];
      };
      expect(define).toThrow(
        expect.objectContaining({
          code: 'IDEMPOTENCY_CONFIGURATION',
          message: expect.stringMatching(
            /onTaken: another guarded method \(guarded-class-suite\.ts:\d+:\d+\).*'onTaken'.*@Idempotent\(\{ operation: '/,
          ),
        }),
      );
    });

    it('one class defined again at the same place is no other method', () => {
      const define = () => {
        class Again {
          @Idempotent()
          async onAgain(event: Order) {
            return event.id;
          }
        }
        return Again;
      };
      const defined = [1, 2].map(() => define());
      expect(defined[0]).not.toBe(defined[1]);
    });

    it('have the name of the Lambda function in their default operation name', async () => {
      process.env.AWS_LAMBDA_FUNCTION_NAME = 'place-order';
      class Named {
        @Idempotent({ repository: new InMemoryRepository() })
        async onNamed(_: Order) {
          return execution().operation;
        }
      }
      delete process.env.AWS_LAMBDA_FUNCTION_NAME;
      expect(await new Named().onNamed(order)).toBe('place-order.onNamed');
    });
  });

  describe('an inherited method', () => {
    it('under its default operation name is refused through a sibling; the method is not run', async () => {
      const store = new InMemoryRepository();
      const runs: string[] = [];
      @UseRepository(store)
      class Base {
        @Idempotent({ key: 'id' })
        async onInherited(event: Order) {
          runs.push(this.constructor.name);
          return event.id;
        }
      }
      class Orders extends Base {}
      class RushOrders extends Orders {}
      class Payments extends Base {}
      await new Base().onInherited({ id: 'base' });
      await new Orders().onInherited({ id: 'orders' });
      await new Base().onInherited({ id: 'base again' });
      await new RushOrders().onInherited({ id: 'rush' });
      const before = store.records;
      const error = await errorOf(new Payments().onInherited({ id: 'orders' }));
      expect(error).toMatchObject({ code: 'IDEMPOTENCY_CONFIGURATION', operation: 'onInherited' });
      const { message } = error as Error;
      expect(message).toMatch(/onInherited: .*Payments and RushOrders.*not run.*@Idempotent\(\{ operation: 'onInherited'/);
      expect(message).toContain('override the method');
      expect(store.records).toEqual(before);
      await new Orders().onInherited({ id: 'still fine' });
      expect(runs).toEqual(['Base', 'Orders', 'Base', 'RushOrders', 'Orders']);
    });

    it('under a named operation is shared by intent', async () => {
      const runs: string[] = [];
      @UseRepository(new InMemoryRepository())
      class Base {
        @Idempotent({ operation: 'shared' })
        async handle(event: Order) {
          runs.push(this.constructor.name);
          return event.id;
        }
      }
      class Orders extends Base {}
      class Payments extends Base {}
      await new Orders().handle(order);
      await new Payments().handle(order);
      expect(runs).toEqual(['Orders']);
    });

    it('that is static is refused through a sibling alike', async () => {
      @UseRepository(new InMemoryRepository())
      class Base {
        @Idempotent({ key: 'id' })
        static async onInheritedStatic(event: Order) {
          return event.id;
        }
      }
      class Orders extends Base {}
      class Payments extends Base {}
      await Base.onInheritedStatic({ id: 'base' });
      await Orders.onInheritedStatic({ id: 'orders' });
      expect(await errorOf(Payments.onInheritedStatic({ id: 'payments' }))).toMatchObject({
        code: 'IDEMPOTENCY_CONFIGURATION',
      });
    });

    it('through plain objects that borrow it is not refused', async () => {
      const repository = new InMemoryRepository();
      class Base {
        @Idempotent({ repository })
        async onBorrowed(event: Order) {
          return event.id;
        }
      }
      const { onBorrowed } = Base.prototype;
      expect(await { onBorrowed }.onBorrowed({ id: 'plain' })).toBe('plain');
      const bare = Object.assign(Object.create(null) as object, { onBorrowed });
      expect(await bare.onBorrowed({ id: 'null' })).toBe('null');
      expect(await new Base().onBorrowed({ id: 'own' })).toBe('own');
      expect(await { onBorrowed }.onBorrowed({ id: 'plain again' })).toBe('plain again');
    });
  });

  describe('idempotent()', () => {
    const repository = new InMemoryRepository();

    it('guards a function: its name, this, length and own properties stay', async () => {
      const run = jest.fn();
      const onPlain = Object.assign(
        async function onPlain(this: unknown, event: Order, _b: unknown, _c: unknown) {
          run(this);
          return event.id;
        },
        { tag: 'x' },
      );
      const guarded = idempotent(onPlain, { key: 'id', repository });
      const owner = { guarded };
      expect([await owner.guarded(order, 1, 2), await guarded(order, 1, 2)]).toEqual(['a', 'a']);
      expect(run.mock.calls).toEqual([[owner]]);
      expect([guarded.name, guarded.length, guarded.tag]).toEqual(['onPlain', 2, 'x']);
    });

    it('asks an anonymous function for the name of its operation', async () => {
      expect(() => idempotent(async (_: Order) => 1, { repository })).toThrow(/idempotent\(fn, \{ operation: '\.\.\.' \}\)/);
      expect(await idempotent(async (_: Order) => 1, { repository, operation: 'anonymous' })(order)).toBe(1);
    });

    it.each([undefined, null, 'x', {}])('refuses %p', (given) => {
      expect(() => idempotent(given as never)).toThrow(expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION' }));
    });
  });

  describe('the decorator', () => {
    it('refuses wrong options at decoration, naming the member', () => {
      const define = () => {
        class Wrong {
          @Idempotent({ operation: 'wrong', ttl: 5 as never })
          async onWrong(event: Order) {
            return event.id;
          }
        }
        return Wrong;
      };
      expect(define).toThrow(/onWrong: option `ttl` must be/);
    });

    it.each(['accessor', 'field'])('refuses a(n) %s', (kind) => {
      // What the compiler refuses is applied as untyped code would.
      const decorate = Idempotent({ operation: 'x' }) as unknown as (...args: unknown[]) => void;
      const apply = () =>
        standard === 'standard'
          ? decorate(undefined, { kind: kind === 'accessor' ? 'getter' : 'field', name: 'member', static: false })
          : decorate({}, 'member', kind === 'accessor' ? { get: () => 1 } : undefined);
      expect(apply).toThrow(/member: @Idempotent goes on methods only/);
    });

    it('asks a method without a name of its own for that of its operation', () => {
      const decorate = Idempotent() as unknown as (...args: unknown[]) => void;
      const method = async () => undefined;
      const apply = () =>
        standard === 'standard'
          ? decorate(method, { kind: 'method', name: Symbol('s'), static: false })
          : decorate({}, Symbol('s'), { value: method });
      expect(apply).toThrow(/@Idempotent\(\{ operation: '\.\.\.' \}\)/);
    });
  });
}
