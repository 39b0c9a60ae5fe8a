import type { IdempotencyOutcome } from 'idempotent-handlers';
import type { OrderPlaced } from './order-placed.js';

/** To a worker: handle this event. A worker handles one at a time, as a Lambda function does. */
export interface Delivery {
  readonly event: OrderPlaced;
}

/** From a worker. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  /** A line that the handler logged: it runs. */
  | { readonly kind: 'log'; readonly message: string }
  /** What the library reported of the delivery. */
  | { readonly kind: 'outcome'; readonly outcome: IdempotencyOutcome }
  | { readonly kind: 'answered' }
  | { readonly kind: 'threw'; readonly error: string };
