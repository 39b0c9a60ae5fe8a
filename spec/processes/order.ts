/** The event of the function under test. Only `key` is part of the idempotency key. */
export interface Order {
  readonly key: string;
  /** Whether its lease lasts until the deadline, instead of being short and renewed. */
  readonly long: boolean;
  /** How long the method works between its effects and its end. */
  readonly workMs: number;
}
