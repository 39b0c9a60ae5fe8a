/** An event as a bus delivers it, and the part of it that handlers use. */
export interface OrderEvent {
  readonly 'detail-type': string;
  readonly source: string;
  readonly time: string;
  readonly detail: {
    readonly orderId: string;
    readonly customer: { readonly id: string; readonly name: string };
    readonly lines: readonly OrderLine[];
  };
}

interface OrderLine {
  readonly sku: string;
  readonly quantity: number;
  readonly price: number;
  readonly gift: boolean;
  readonly note: string;
}

const WORDS = ['blue', 'large', 'wrapped', 'fragile', 'spare', 'return', 'left', 'door', 'bell', 'monday', 'noon'];

const line = (seed: number): OrderLine => ({
  sku: `SKU-${(Math.imul(seed + 1, 0x9e3779b1) >>> 0).toString(36)}`,
  quantity: (seed % 7) + 1,
  price: (seed * 37) % 10_000 / 100,
  gift: seed % 5 === 0,
  note: [3, 5, 7].map((step) => WORDS[(seed * step) % WORDS.length]).join(' '),
});

/** Equal parts of all events but for the order: an event of about so many bytes as JSON. */
export function orderEvent(orderId: string, bytes = 500): OrderEvent {
  const lines: OrderLine[] = [line(0)];
  const event = {
    'detail-type': 'OrderPlaced',
    source: 'shop.orders',
    time: '2026-11-21T08:00:00Z',
    detail: { orderId, customer: { id: 'c-4711', name: 'A. Customer' }, lines },
  };
  for (let left = bytes - JSON.stringify(event).length; left > 0; ) {
    const next = line(lines.length);
    lines.push(next);
    left -= JSON.stringify(next).length + 1;
  }
  return event;
}
