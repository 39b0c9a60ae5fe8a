/**
 * A map that keeps so many entries: those that were read or set last. Not a package: the usual one costs every start
 * of a process that imports it, whether it caches or not, more than all of this library's modules for it.
 */
export class MostRecent<Value> {
  /** A map lists its keys in the order of their setting: what was used longest ago comes first. */
  readonly #entries = new Map<string, Value>();

  constructor(private readonly max: number) {}

  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.max) return;
    const [oldest = ''] = this.#entries.keys();
    this.#entries.delete(oldest);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}
