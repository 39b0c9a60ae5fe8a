// node build/run-ts.mjs bench/lean/sample.ts SIDE ENDPOINT
// One sample of one side, in a process of its own: prints its figures as JSON.
import { meter } from '../measure/meter.js';
import { assertSame } from '../measure/same.js';
import { CONTEXT, Orders, receipt, type Handler } from '../sides/handler.js';
import { orderEvent } from '../sides/order-event.js';
import { SIDES, type LeanSide } from './sides.js';

const WARM_UP_CALLS = 400;
const CALLS = 400;

/** One at a time, as Lambda delivers. */
async function deliver(handle: Handler, name: string, calls: number): Promise<void> {
  for (let index = 0; index < calls; index += 1) await handle(orderEvent(`${name}-${index}`), CONTEXT);
}

async function sample(side: LeanSide, endpoint: string): Promise<Record<string, number>> {
  const orders = new Orders();
  const run = `${side}-${process.pid}`;
  const first = orderEvent(`${run}-first`);
  let handle: Handler = orders.place;
  const cold = await meter(async () => {
    handle = SIDES[side](orders.place, endpoint);
    await handle(first, CONTEXT);
  });
  assertSame('the reply to a duplicate', await handle(first, CONTEXT), receipt(first.detail.orderId));
  await deliver(handle, `${run}-warm-up`, WARM_UP_CALLS);
  const fresh = await meter(() => deliver(handle, `${run}-fresh`, CALLS));
  const duplicate = await meter(() => deliver(handle, `${run}-fresh`, CALLS));
  assertSame('runs', orders.runs, 1 + WARM_UP_CALLS + CALLS);
  return {
    coldWall: cold.wallMicroseconds / 1_000,
    coldCpu: cold.cpuMicroseconds / 1_000,
    freshCpu: fresh.cpuMicroseconds / CALLS,
    duplicateCpu: duplicate.cpuMicroseconds / CALLS,
  };
}

const [, , side, endpoint = ''] = process.argv;
// The parent names one of them.
void sample(side as LeanSide, endpoint).then((figures) => {
  console.log(JSON.stringify(figures));
  // Connections that are kept alive would keep the process.
  process.exit(0);
});
