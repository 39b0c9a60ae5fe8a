import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventBridgeEvent } from 'aws-lambda';

/** What the shop says about an order. */
export interface Order {
  readonly orderId: string;
  readonly customerId: string;
  readonly payment: 'card' | 'direct-debit';
  readonly totalCents: number;
  readonly currency: string;
  readonly items: readonly { readonly sku: string; readonly quantity: number; readonly priceCents: number }[];
}

export type OrderPlaced = EventBridgeEvent<'OrderPlaced', Order>;

const EVENTS = join(__dirname, '../events');

/**
 * The event in `examples/events/<name>.json`.
 *
 * @param run becomes part of the order's id, so that two runs of the demo on one table are about different orders.
 */
export function readEvent(name: string, run: string): OrderPlaced {
  // The files are part of the demo, and their shape is that of the type.
  const event = JSON.parse(readFileSync(join(EVENTS, `${name}.json`), 'utf8')) as OrderPlaced;
  return { ...event, detail: { ...event.detail, orderId: `${event.detail.orderId}-${run}` } };
}
