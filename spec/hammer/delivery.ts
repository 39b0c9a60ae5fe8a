/** One delivery of an order to a process. */
export interface Delivery {
  /** Unique among all deliveries, redeliveries included. */
  readonly number: number;
  readonly key: string;
}

/** What the process says about it. */
export type Answer =
  | { readonly number: number; readonly receipt: string }
  | { readonly number: number; readonly error: string };
