import type { OrderEvent } from './order-event.js';

/** The part of a Lambda context that guards look at. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

export const CONTEXT: LambdaContext = { getRemainingTimeInMillis: () => 30_000 };

export type Handler = (event: OrderEvent, context: LambdaContext) => Promise<unknown>;

/** What all sides guard: counts its runs, and answers as it is told to. */
export class Orders {
  runs = 0;

  constructor(private readonly answer: (event: OrderEvent) => unknown = ({ detail }) => receipt(detail.orderId)) {}

  readonly place = async (event: OrderEvent): Promise<unknown> => {
    this.runs += 1;
    return this.answer(event);
  };
}

/** A result of about 200 bytes. */
export const receipt = (orderId: string): Record<string, unknown> => ({
  orderId,
  status: 'charged',
  total: 129.9,
  currency: 'EUR',
  receipt: 'https://shop.example/receipts/2026/11/21/000000000042',
  lines: [1, 2, 3],
});
