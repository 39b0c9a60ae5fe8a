import { assertSame } from '../measure/same.js';
import { quantile } from '../measure/median.js';
import type { Figures } from '../measure/side-process.js';
import type { Side } from '../report/report.js';
import { guardedByPowertools, guardedByUs } from '../library-alone/guarded.js';
import { CONTEXT, Orders, type Handler } from '../sides/handler.js';
import { orderEvent, type OrderEvent } from '../sides/order-event.js';

export interface Request {
  readonly deliveries: number;
  readonly atATime: number;
}

/** Of ten deliveries, three are of an order that was delivered before. */
const ORDERS_OF_TEN = 7;

/** Delivers orders, some of them again, so many at a time, over a store in memory. */
export const start = (side: Side) => {
  const guard = side === 'ours' ? guardedByUs : guardedByPowertools;

  return async ({ deliveries, atATime }: Request): Promise<Figures> => {
    const orders = new Orders();
    const handle = guard(orders, 'one field');
    const events = Array.from({ length: deliveries }, (_, index) => orderEvent(`order-${orderOf(index)}`));
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    const latencies = await deliver(handle, events, atATime);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    assertSame('runs', orders.runs, new Set(events.map(({ detail }) => detail.orderId)).size);
    globalThis.gc?.();
    return {
      cpu: (user + system) / deliveries,
      perSecond: deliveries / seconds,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
      megabytes: process.memoryUsage().heapUsed / 2 ** 20,
    };
  };
};

/** The last three of ten repeat the first three of the same ten, long enough after them to find them finished. */
function orderOf(index: number): number {
  const [block, within] = [Math.floor(index / 1_000), index % 1_000];
  const fresh = ORDERS_OF_TEN * 100;
  return block * fresh + (within < fresh ? within : within - fresh);
}

async function deliver(handle: Handler, events: readonly OrderEvent[], atATime: number): Promise<number[]> {
  const waiting = events.values();
  const latencies: number[] = [];
  const worker = async (): Promise<void> => {
    for (const event of waiting) {
      const startedAt = performance.now();
      await handle(event, CONTEXT);
      latencies.push((performance.now() - startedAt) * 1_000);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return latencies;
}
