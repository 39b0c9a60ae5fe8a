// node --expose-gc --min-semi-space-size=64 --max-semi-space-size=64 build/run-ts.mjs THIS
// Prints how many bytes a first call and a duplicate allocate over a store in memory; no garbage is collected between.
import { idempotent, InMemoryRepository } from '../../../lib/index.js';

interface Order {
  readonly id: string;
}

const WARM_UP = 3_000;
const CALLS = 500;

const context = { getRemainingTimeInMillis: () => 30_000 };
const repository = new InMemoryRepository();
const charge = async ({ id }: Order, _context: typeof context) => ({ id, status: 'charged', lines: [1, 2] });
const place = idempotent(charge, {
  operation: 'place',
  key: 'id',
  repository,
});

const orders = (from: number, count: number): Order[] =>
  Array.from({ length: count }, (_, index) => ({ id: `order-${from + index}` }));

async function bytesPerCall(all: readonly Order[]): Promise<number> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  for (const order of all) await place(order, context);
  return Math.round((process.memoryUsage().heapUsed - before) / all.length);
}

async function main(): Promise<void> {
  const warming = orders(0, WARM_UP);
  for (const order of [...warming, ...warming]) await place(order, context);
  repository.clear();
  const measured = orders(WARM_UP, CALLS);
  const fresh = await bytesPerCall(measured);
  const duplicate = await bytesPerCall(measured);
  process.stdout.write(JSON.stringify({ fresh, duplicate }));
}

void main();
