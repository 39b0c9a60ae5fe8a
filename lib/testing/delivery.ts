import type { IdempotencyOutcome } from '../observability/observer.js';

/** What became of one delivery of an event. */
export interface Delivery<Answer = unknown> {
  /**
   * - `'answered'`: the handler returned `answer`.
   * - `'failed'`: it threw `error`.
   * - `'cut-off'`: its worker died before either.
   */
  readonly end: 'answered' | 'failed' | 'cut-off';
  /** Undefined unless the delivery was answered. */
  readonly answer: Answer | undefined;
  /** Undefined unless the delivery failed. */
  readonly error: unknown;
  /**
   * Whether this delivery was admitted to run the method. A takeover counts also where `recovery` is a function that
   * found the work done. A method that is not marked at all is not seen.
   */
  readonly ran: boolean;
  /** What an observer was told of it, in order. */
  readonly outcomes: readonly IdempotencyOutcome[];
}

/** How often the method was run for these deliveries, as far as the guard saw it. */
export const runsOf = (deliveries: readonly Delivery[]): number => deliveries.filter(({ ran }) => ran).length;
