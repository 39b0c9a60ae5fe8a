import { meter, perCall } from '../measure/meter.js';
import { assertSame } from '../measure/same.js';
import type { Figures } from '../measure/side-process.js';
import type { Side } from '../report/report.js';
import { CONTEXT, Orders, receipt, type Handler } from '../sides/handler.js';
import { orderEvent, type OrderEvent } from '../sides/order-event.js';
import { guardedByPowertools, guardedByUs, type Key } from './guarded.js';

export interface Request {
  readonly key: Key;
  readonly bytes: number;
  readonly calls: number;
}

const SEEN = 3;

/** Delivers so many orders once, and then once more. */
export const start = (side: Side) => {
  const guard = side === 'ours' ? guardedByUs : guardedByPowertools;

  return async ({ key, bytes, calls }: Request): Promise<Figures> => {
    const orders = new Orders();
    const handle = guard(orders, key);
    const events = Array.from({ length: calls }, (_, index) => orderEvent(`order-${index}`, bytes));
    const fresh = perCall(await meter(() => deliver(handle, events)), calls);
    const duplicate = perCall(await meter(() => deliver(handle, events)), calls);
    assertSame('runs', orders.runs, calls);
    for (const event of events.slice(0, SEEN)) {
      assertSame('the reply to a duplicate', await handle(event, CONTEXT), receipt(event.detail.orderId));
    }
    return {
      freshCpu: fresh.cpu,
      freshBytes: fresh.bytes,
      duplicateCpu: duplicate.cpu,
      duplicateBytes: duplicate.bytes,
    };
  };
};

async function deliver(handle: Handler, events: readonly OrderEvent[]): Promise<void> {
  for (const event of events) await handle(event, CONTEXT);
}
