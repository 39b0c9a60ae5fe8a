/** Compiled under both decorator standards, not run: wrong use must be a compile error, right use must not be. */
import { Idempotent, idempotent, idempotencyKeyOf, type IdempotencyKey } from '../../lib/index.js';

interface Order {
  readonly orderId: string;
}

class OrderHandler {
  readonly name = 'orders';

  @Idempotent({ key: 'orderId' })
  async onOrder(order: Order, tenant: string): Promise<string> {
    return order.orderId + tenant;
  }

  @Idempotent({ key: 'orderId', operation: 'of-class' })
  static async ofClass(order: Order): Promise<string> {
    return order.orderId;
  }
}

const order = { orderId: 'a' };
const handler = idempotent(async (given: Order) => given.orderId, { key: 'orderId', operation: 'plain' });

export const right: readonly IdempotencyKey[] = [
  idempotencyKeyOf(OrderHandler, 'onOrder', order, 'ann'),
  idempotencyKeyOf(OrderHandler, 'onOrder', order),
  idempotencyKeyOf(OrderHandler, 'ofClass', order),
  idempotencyKeyOf(new OrderHandler(), 'onOrder', order),
  idempotencyKeyOf(OrderHandler.ofClass, order),
  idempotencyKeyOf(handler, order),
];

// @ts-expect-error no such method
idempotencyKeyOf(OrderHandler, 'onOrders', order);
// @ts-expect-error a member that is no method
idempotencyKeyOf(OrderHandler, 'name', order);
// @ts-expect-error another payload
idempotencyKeyOf(OrderHandler, 'onOrder', { id: 'a' });
// @ts-expect-error another payload of a function
idempotencyKeyOf(handler, { id: 'a' });
// @ts-expect-error too many arguments
idempotencyKeyOf(handler, order, 'ann');
