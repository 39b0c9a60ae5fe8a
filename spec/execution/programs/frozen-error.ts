// node build/run-ts.mjs spec/execution/programs/frozen-error.ts
import { idempotent, InMemoryRepository } from '../../../lib/index.js';

Object.freeze(Error);

const handler = idempotent(
  async function onOrder(order: { id: string }) {
    return `handled ${order.id}`;
  },
  { key: 'id', repository: new InMemoryRepository() },
);

void handler({ id: 'a' }).then(console.log);
