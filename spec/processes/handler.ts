import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'aws-lambda';
import { execution, Idempotent, UseRepository } from '../../lib/index.js';
import { handlerSurroundings } from './ledger/surroundings.js';
import type { Order } from './order.js';

const { repository, ledger } = handlerSurroundings();

@UseRepository(repository)
class OrderHandler {
  /** A short lease, kept up by heartbeat: a killed execution is soon taken over. */
  @Idempotent({ key: 'key', operation: 'order', lease: '1s' })
  async onOrder(order: Order, _context: Context): Promise<string> {
    return this.fulfil(order);
  }

  /** A lease until the deadline: without a heartbeat, and no takeover before the invocation must have ended. */
  @Idempotent({ key: 'key', operation: 'long-order' })
  async onLongOrder(order: Order, _context: Context): Promise<string> {
    return this.fulfil(order);
  }

  private async fulfil({ key, workMs }: Order): Promise<string> {
    const receipt = randomUUID();
    await execution().step('reserve', () => ledger.effect(key, 'reserve'));
    await ledger.effect(key, 'charge');
    if (workMs > 0) await sleep(workMs);
    ledger.stage(key, receipt);
    return receipt;
  }
}

const orders = new OrderHandler();

/** The Lambda function. */
export const handler = (order: Order, context: Context): Promise<string> =>
  order.long ? orders.onLongOrder(order, context) : orders.onOrder(order, context);

// The driver holds the other end: the process does not outlive it.
process.stdin.on('end', () => process.exit()).resume();
