import type { EpochSeconds } from '../epoch.js';

/**
 * A map of things that expire. Expired ones stay until a sweep, and sweeps are rare: one is due when there are
 * `sweepFrom` entries, and then whenever twice as many have come together as the last sweep left. So there are never
 * more than `sweepFrom` entries or, if that is more, twice the unexpired ones; and an entry costs a constant share of
 * the sweeps.
 */
export class ExpiringMap<Value extends { readonly expiresAtSeconds: EpochSeconds }> {
  readonly #entries = new Map<string, Value>();
  #sweepAt: number;

  constructor(private readonly sweepFrom: number) {
    this.#sweepAt = sweepFrom;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value): void {
    this.#entries.set(key, value);
  }

  values(): Iterable<Value> {
    return this.#entries.values();
  }

  clear(): void {
    this.#entries.clear();
    this.#sweepAt = this.sweepFrom;
  }

  /** Removes what has expired by `nowSeconds`, if a sweep is due. */
  sweep(nowSeconds: EpochSeconds): void {
    if (this.#entries.size < this.#sweepAt) return;
    for (const [key, { expiresAtSeconds }] of this.#entries) {
      if (expiresAtSeconds <= nowSeconds) this.#entries.delete(key);
    }
    this.#sweepAt = Math.max(this.sweepFrom, 2 * this.#entries.size);
  }
}
