import type { Order } from './order-placed.js';

export interface Receipt {
  readonly chargeId: string;
  readonly amountCents: number;
}

/** The shop's client of its payment provider. */
export class Payments {
  constructor(private readonly url: string) {}

  /** @param idempotencyKey by which the provider recognises the same charge, where it can. */
  async charge({ orderId, payment, totalCents }: Order, idempotencyKey: string): Promise<Receipt> {
    const response = await fetch(`${this.url}/charges`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      body: JSON.stringify({ orderId, payment, amountCents: totalCents }),
    });
    if (!response.ok) throw new Error(`the payment provider answered ${response.status}`);
    // The provider's answer is trusted to be what its documentation says.
    return (await response.json()) as Receipt;
  }
}
