import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { builtLibrary } from '../sides/built-library.js';
import type { Handler, Orders } from '../sides/handler.js';
import { PowertoolsMemory } from '../sides/powertools-memory.js';

export type Key = 'one field' | 'whole payload';


let operations = 0;

export function guardedByUs(orders: Orders, key: Key): Handler {
  const { idempotent, InMemoryRepository } = builtLibrary();
  operations += 1;
  return idempotent(orders.place as Handler, {
    operation: `place-${operations}`,
    repository: new InMemoryRepository(),
    ...(key === 'one field' ? { key: 'detail.orderId' } : {}),
  });
}

export function guardedByPowertools(orders: Orders, key: Key): Handler {
  const config = new IdempotencyConfig({
    expiresAfterSeconds: 86_400,
    ...(key === 'one field' ? { eventKeyJmesPath: 'detail.orderId', throwOnNoIdempotencyKey: true } : {}),
  });
  operations += 1;
  // It types its wrapper by the wrapped function, with `any` for its arguments.
  return makeIdempotent(orders.place as Handler, {
    persistenceStore: new PowertoolsMemory(),
    keyPrefix: `place-${operations}`,
    config,
  }) as Handler;
}
