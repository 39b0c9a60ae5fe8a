import { InMemoryRepository, idempotent } from 'idempotent-handlers';
import { run } from './run-order.cjs';

console.log(JSON.stringify(await run({ InMemoryRepository, idempotent })));
