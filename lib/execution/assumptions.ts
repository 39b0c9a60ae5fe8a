/**
 * What the protocol assumes about the world. The guarantees hold while these hold; see docs/guarantees.md.
 */
export interface Assumptions {
  /** Any two clocks, DynamoDB's TTL clock included, differ by at most this many milliseconds. */
  readonly skewMs: number;
  /** No copy of a request takes effect later than this many milliseconds after it was built: retries stop by then. */
  readonly requestLifetimeMs: number;
}

export const ASSUMPTIONS: Assumptions = Object.freeze({ skewMs: 1_000, requestLifetimeMs: 10_000 });

/**
 * A ttl must be longer than this: otherwise a late copy of a claim could meet a record that has expired and been
 * deleted since, and be taken for a new request.
 */
export const shortestTtlMs = ({ skewMs, requestLifetimeMs }: Assumptions): number => requestLifetimeMs + 2 * skewMs;
