/** How a method ended. */
export type Ended =
  | { readonly how: 'returned'; readonly value: unknown }
  | { readonly how: 'threw'; readonly error: unknown };

/** Gives the caller what the method gave. */
export function handOver(ended: Ended): unknown {
  if (ended.how === 'threw') throw ended.error;
  return ended.value;
}
