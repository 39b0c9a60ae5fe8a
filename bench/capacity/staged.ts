import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { builtLibrary } from '../sides/built-library.js';
import { TABLE } from '../sides/guarded-with-sdk.js';
import { CONTEXT, receipt, type Handler } from '../sides/handler.js';
import { orderEvent } from '../sides/order-event.js';
import type { Consumed } from './metered.js';
import { meteredClient, type Scene } from './situations.js';

/** A call that stages one small write, which goes out with the completion. Only our side has staged writes. */
export async function staged(scene: Scene): Promise<Consumed> {
  const { idempotent, execution } = builtLibrary();
  const { client, consumed } = meteredClient(scene);
  const place: Handler = async ({ detail }) => {
    execution().stage({ Put: { TableName: TABLE, Item: { id: `order ${detail.orderId}` } } });
    return receipt(detail.orderId);
  };
  await idempotent(place, options(client, 'staged'))(orderEvent(randomUUID()), CONTEXT);
  client.destroy();
  return consumed;
}

const RUNNING_MS = 300;

/** What a duplicate from another process consumes that waits for an execution of 300 ms. */
export async function waiting(scene: Scene): Promise<Consumed> {
  const { idempotent } = builtLibrary();
  const running = meteredClient(scene);
  const waited = meteredClient(scene);
  const place: Handler = async ({ detail }) => {
    await sleep(RUNNING_MS);
    return receipt(detail.orderId);
  };
  const event = orderEvent(randomUUID());
  // Two repositories, as two processes have: the second call finds the first one in the table alone.
  const first = idempotent(place, options(running.client, 'waiting'))(event, CONTEXT);
  await sleep(RUNNING_MS / 5);
  await idempotent(place, options(waited.client, 'waiting'))(event, CONTEXT);
  await first;
  running.client.destroy();
  waited.client.destroy();
  return waited.consumed;
}

function options(client: DynamoDBClient, operation: string) {
  const { DynamoDBRepository } = builtLibrary();
  const repository = new DynamoDBRepository({ tableName: TABLE, client });
  return { operation, key: 'detail.orderId', repository } as const;
}
