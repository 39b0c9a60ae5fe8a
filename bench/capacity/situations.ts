import { randomUUID } from 'node:crypto';
import { assertSame } from '../measure/same.js';
import type { Side } from '../report/report.js';
import { guardedWithSdk } from '../sides/guarded-with-sdk.js';
import { CONTEXT, Orders, receipt } from '../sides/handler.js';
import { orderEvent } from '../sides/order-event.js';
import { metered, newClient, type Consumed } from './metered.js';

/** What one call consumed; undefined: this side cannot do it. */
export type Measured = Consumed | undefined;

export interface Scene {
  readonly endpoint: string;
  readonly aside: string;
}

/** A result of about so many bytes as JSON: the order itself, as many handlers answer. */
export const resultOf = (bytes: number): unknown =>
  bytes <= 200 ? receipt('order-with-a-receipt') : orderEvent('order-with-its-lines', bytes);

/** A first call and its duplicate, with a result of so many bytes. */
export async function freshAndDuplicate(
  scene: Scene,
  side: Side,
  bytes: number,
): Promise<{ readonly fresh: Measured; readonly duplicate: Measured }> {
  const result = resultOf(bytes);
  const orders = new Orders(() => result);
  const { client, consumed } = meteredClient(scene);
  const handle = guardedWithSdk(side, client, orders);
  const event = orderEvent(randomUUID());
  try {
    assertSame('the first reply', await handle(event, CONTEXT), result);
    const fresh = { ...consumed };
    assertSame('the reply to the duplicate', await handle(event, CONTEXT), result);
    assertSame('runs', orders.runs, 1);
    return { fresh, duplicate: difference(consumed, fresh) };
  } catch (error) {
    if (side === 'ours' || !isTooLarge(error)) throw error;
    return { fresh: undefined, duplicate: undefined };
  } finally {
    client.destroy();
  }
}

/** A call whose method throws. */
export async function failed(scene: Scene, side: Side): Promise<Consumed> {
  const refusal = new Error('The card was refused.');
  const { client, consumed } = meteredClient(scene);
  const orders = new Orders(() => {
    throw refusal;
  });
  const handle = guardedWithSdk(side, client, orders);
  const outcome = await handle(orderEvent(randomUUID()), CONTEXT).catch((error: unknown) => error);
  client.destroy();
  assertSame('the error', outcome, refusal);
  return consumed;
}

export function meteredClient({ endpoint, aside }: Scene) {
  const client = newClient(endpoint);
  return { client, consumed: metered(client, newClient(endpoint), aside) };
}

const difference = (after: Consumed, before: Consumed): Consumed => ({
  requests: after.requests - before.requests,
  writeUnits: after.writeUnits - before.writeUnits,
  readUnits: after.readUnits - before.readUnits,
});

/** Of DynamoDB, about the item or the request, which another error may wrap. */
function isTooLarge(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if (/size/i.test(one.message)) return true;
  return false;
}
