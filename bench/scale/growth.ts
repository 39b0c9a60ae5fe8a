import { meter } from '../measure/meter.js';
import { median } from '../measure/median.js';
import { assertSame } from '../measure/same.js';
import type { Row } from '../report/report.js';
import { builtLibrary } from '../sides/built-library.js';
import { CONTEXT, type Handler } from '../sides/handler.js';
import { orderEvent } from '../sides/order-event.js';

const CALLS = 20;
const SAMPLES = 7;

/** What a first call of ours costs as its steps, or its result, become more: the figures only, there is no peer. */
export async function growth(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const steps of [1, 10, 100]) rows.push(await row(`fresh, ${steps} steps`, withSteps(steps)));
  for (const size of [1, 10, 100, 1_000]) rows.push(await row(`fresh, result of ${size} KB`, withResult(size)));
  return rows;
}

const withSteps =
  (steps: number): Handler =>
  async () => {
    const { step } = builtLibrary().execution();
    for (let index = 0; index < steps; index += 1) await step(`step ${index}`, () => index);
    return steps;
  };

function withResult(kilobytes: number): Handler {
  const result = orderEvent('large', kilobytes * 1_024);
  return async () => result;
}

async function row(label: string, handler: Handler): Promise<Row> {
  const { idempotent, InMemoryRepository } = builtLibrary();
  const samples: number[] = [];
  for (let sample = -1; sample < SAMPLES; sample += 1) {
    const repository = new InMemoryRepository();
    const handle = idempotent(handler, { operation: 'grow', key: 'detail.orderId', repository });
    const { cpuMicroseconds } = await meter(async () => {
      for (let call = 0; call < CALLS; call += 1) await handle(orderEvent(`order-${call}`), CONTEXT);
    });
    assertSame('records', repository.records.filter(({ status }) => status === 'COMPLETE').length, CALLS);
    if (sample >= 0) samples.push(cpuMicroseconds / CALLS);
  }
  return { label, unit: 'us of CPU', figures: { ours: median(samples) }, base: 'powertools' };
}
