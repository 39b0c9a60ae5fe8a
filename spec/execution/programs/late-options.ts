// node build/run-ts.mjs spec/execution/programs/late-options.ts OPTION
// Delivers an order twice to a method whose option is an async function that fails, and prints how the last one ended.
import { inspect } from 'node:util';
import { idempotent, InMemoryRepository } from '../../../lib/index.js';

const [, , option = ''] = process.argv;
const late = async (): Promise<never> => {
  throw new Error('too late');
};
const handler = idempotent(
  async (order: { id: string }) => {
    if (option === 'replayErrors') throw new Error(order.id);
    return order.id;
  },
  // What no types let pass.
  { key: 'id', operation: 'order', repository: new InMemoryRepository(), [option]: late } as object,
);

const deliver = (): Promise<unknown> => handler({ id: 'a' }).catch((error: unknown) => error);

void deliver()
  .then(deliver)
  .then((ended) => {
    console.log(ended instanceof Error ? inspect(ended) : ended);
  });
