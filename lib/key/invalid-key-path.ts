/**
 * A key path is not well formed. Internal: the option parser turns it into `IdempotencyConfigurationError`, adding the
 * class member and the option.
 */
export class InvalidKeyPath extends Error {
  constructor(
    /** The path as it was written. */
    readonly text: string,
    /** What is wrong, to be read after the path: `has an empty segment`. */
    readonly reason: string,
  ) {
    super(`key path '${text}' ${reason}`);
    Object.defineProperty(this, 'name', { value: 'InvalidKeyPath', configurable: true, writable: true });
  }
}
