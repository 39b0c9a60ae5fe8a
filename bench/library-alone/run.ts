import { interleave } from '../measure/interleave.js';
import { meter, perCall } from '../measure/meter.js';
import { assertSame } from '../measure/same.js';
import { onThisMachine, type Report, type Row } from '../report/report.js';
import { CONTEXT, Orders, receipt, type Handler } from '../sides/handler.js';
import { orderEvent, type OrderEvent } from '../sides/order-event.js';
import { guardedByPowertools, guardedByUs, type Key } from './guarded.js';

interface Case {
  readonly label: string;
  readonly key: Key;
  readonly bytes: number;
  readonly calls: number;
  readonly targets: { readonly fresh: number; readonly duplicate: number };
}

const CASES: readonly Case[] = [
  { label: 'one-field key', key: 'one field', bytes: 500, calls: 3_000, targets: { fresh: 0.5, duplicate: 0.5 } },
  { label: 'whole payload of 1 KB', key: 'whole payload', bytes: 1_024, calls: 1_500, targets: { fresh: 0.6, duplicate: 1 } },
  { label: 'whole payload of 10 KB', key: 'whole payload', bytes: 10_240, calls: 250, targets: { fresh: 0.6, duplicate: 1 } },
  { label: 'whole payload of 100 KB', key: 'whole payload', bytes: 102_400, calls: 40, targets: { fresh: 0.6, duplicate: 1 } },
];

const GUARDS = { ours: guardedByUs, powertools: guardedByPowertools };
type Figure = 'freshCpu' | 'freshBytes' | 'duplicateCpu' | 'duplicateBytes';

/** The library alone: what its own code costs per call, over stores in memory. */
export async function run(): Promise<Report> {
  const rows: Row[] = [];
  for (const one of CASES) rows.push(...(await measured(one)));
  return {
    title: 'The library alone, without the SDK: microseconds of CPU, and bytes allocated, per call',
    sameWork: 'every order ran once on each side, and first calls and duplicates got equal receipts',
    rows,
  };
}

async function measured(one: Case): Promise<Row[]> {
  const events = Array.from({ length: one.calls }, (_, index) => orderEvent(`order-${index}`, one.bytes));
  const medians = await interleave({
    ours: () => sample(GUARDS.ours, one, events),
    powertools: () => sample(GUARDS.powertools, one, events),
  });
  const row = (name: string, figure: Figure, unit: string, atMost?: number): Row => ({
    label: `${one.label}, ${name}`,
    unit,
    figures: { ours: medians.ours[figure], powertools: medians.powertools[figure] },
    base: 'powertools',
    target: atMost === undefined ? undefined : onThisMachine(atMost),
  });
  return [
    row('fresh', 'freshCpu', 'us', one.targets.fresh),
    row('duplicate', 'duplicateCpu', 'us', one.targets.duplicate),
    row('fresh', 'freshBytes', 'bytes allocated'),
    row('duplicate', 'duplicateBytes', 'bytes allocated'),
  ];
}

async function sample(
  guard: (orders: Orders, key: Key) => Handler,
  { key, calls }: Case,
  events: readonly OrderEvent[],
): Promise<Record<Figure, number>> {
  const orders = new Orders();
  const handle = guard(orders, key);
  const fresh = perCall(await meter(() => deliver(handle, events)), calls);
  const duplicate = perCall(await meter(() => deliver(handle, events)), calls);
  assertSame('runs', orders.runs, calls);
  for (const event of events.slice(0, 3)) {
    assertSame('the reply to a duplicate', await handle(event, CONTEXT), receipt(event.detail.orderId));
  }
  return {
    freshCpu: fresh.cpu,
    freshBytes: fresh.bytes,
    duplicateCpu: duplicate.cpu,
    duplicateBytes: duplicate.bytes,
  };
}

async function deliver(handle: Handler, events: readonly OrderEvent[]): Promise<void> {
  for (const event of events) await handle(event, CONTEXT);
}
