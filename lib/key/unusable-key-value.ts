/** Keeps a path that a hostile payload made long from filling a message. */
const LONGEST_PATH = 200;

/**
 * A selected value cannot be part of a key: it has no single, lasting meaning (a function, `NaN`, a class instance, a
 * cycle …). Internal: callers turn it into `IdempotencyKeyMissingError`. Holds names and indexes, never values.
 */
export class UnusableKeyValue extends Error {
  /** Where the value stands, as a key path; empty for the whole of what was selected. */
  readonly path: string;

  constructor(
    path: string,
    /** What is wrong, to be read after the path: `is NaN`. */
    readonly reason: string,
  ) {
    const shown = path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;
    super(`${shown === '' ? 'the selected value' : `'${shown}'`} ${reason}`);
    Object.defineProperty(this, 'name', { value: 'UnusableKeyValue', configurable: true, writable: true });
    this.path = shown;
  }
}
