import {
  execution,
  Idempotent,
  idempotent,
  idempotencyKeyOf,
  InMemoryRepository,
  UseRepository,
} from '../../lib/index.js';

interface Order {
  readonly orderId: string;
  readonly note?: string;
}

/** Under either decorator standard. */
export function describeIdempotencyKeyOf(standard: string): void {
  describe(`idempotencyKeyOf, ${standard} decorators`, () => {
    const repository = new InMemoryRepository();
    beforeEach(() => repository.clear());

    @UseRepository(repository)
    class OrderHandler {
      @Idempotent({ key: 'orderId', operation: 'on-order', scope: (_order: Order, tenant: string) => tenant })
      async onOrder(_order: Order, _tenant: string) {
        return execution().key;
      }

      @Idempotent({ key: 'orderId', operation: 'of-class' })
      static async ofClass(_order: Order) {
        return execution().key;
      }

      @Idempotent({ key: 'orderId', operation: 'both, of the instance' })
      async both(_order: Order) {
        return execution().key;
      }

      @Idempotent({ key: 'orderId', operation: 'both, of the class' })
      static async both(_order: Order) {
        return execution().key;
      }

      async unguarded(order: Order) {
        return order;
      }
    }

    class RushOrderHandler extends OrderHandler {}

    const order = { orderId: 'a' };
    const recordId = () => repository.records[0]?.id;

    test('names the record that a call would use, without calling', async () => {
      const told = idempotencyKeyOf(OrderHandler, 'onOrder', order, 'ann');
      expect(repository.size).toBe(0);
      expect(await new OrderHandler().onOrder(order, 'ann')).toBe(told.key);
      expect(told).toEqual({ operation: 'on-order', key: told.key, recordId: recordId() });
    });

    test('knows the scope, and nothing but what the key selects', () => {
      const { key } = idempotencyKeyOf(OrderHandler, 'onOrder', order, 'ann');
      expect(idempotencyKeyOf(OrderHandler, 'onOrder', { ...order, note: 'x' }, 'ann').key).toBe(key);
      expect(idempotencyKeyOf(OrderHandler, 'onOrder', order, 'bob').key).not.toBe(key);
    });

    test('static methods', async () => {
      const told = idempotencyKeyOf(OrderHandler, 'ofClass', order);
      expect(await OrderHandler.ofClass(order)).toBe(told.key);
      expect(told.recordId).toBe(recordId());
    });

    test('of two with one name the instance method; the function itself names the other', () => {
      expect(idempotencyKeyOf(OrderHandler, 'both', order).operation).toBe('both, of the instance');
      expect(idempotencyKeyOf(OrderHandler.both, order).operation).toBe('both, of the class');
    });

    test('inherited methods, static ones included, and methods of an instance', () => {
      const told = idempotencyKeyOf(OrderHandler, 'onOrder', order, 'ann');
      expect(idempotencyKeyOf(RushOrderHandler, 'onOrder', order, 'ann')).toEqual(told);
      expect(idempotencyKeyOf(new RushOrderHandler(), 'onOrder', order, 'ann')).toEqual(told);
      const ofBase = idempotencyKeyOf(OrderHandler, 'ofClass', order);
      expect(idempotencyKeyOf(RushOrderHandler, 'ofClass', order)).toEqual(ofBase);
    });

    test('functions made by idempotent()', async () => {
      const options = { key: 'orderId', operation: 'plain', repository } as const;
      const handler = idempotent(async (_order: Order) => execution().key, options);
      const told = idempotencyKeyOf(handler, order);
      expect(await handler(order)).toBe(told.key);
      expect(told).toMatchObject({ operation: 'plain', recordId: recordId() });
      expect(idempotencyKeyOf({ handler }, 'handler', order)).toEqual(told);
    });

    test('a payload without a key', () => {
      expect(() => idempotencyKeyOf(OrderHandler, 'ofClass')).toThrow(
        expect.objectContaining({ code: 'IDEMPOTENCY_KEY_MISSING' }),
      );
    });

    test('what is not guarded', () => {
      const configuration = expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION' });
      expect(() => idempotencyKeyOf(OrderHandler, 'unguarded', order)).toThrow("'unguarded' is not guarded");
      expect(() => idempotencyKeyOf(async (given: Order) => given, order)).toThrow('this function is not guarded');
      expect(() => idempotencyKeyOf(OrderHandler, 'toString' as 'unguarded')).toThrow(configuration);
      expect(() => idempotencyKeyOf(OrderHandler, '__proto__' as 'unguarded')).toThrow(configuration);
    });
  });
}
