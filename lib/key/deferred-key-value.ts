/**
 * A key function gave something that is no value yet: a mistake in its code, whatever the payload. Internal: callers
 * turn it into `IdempotencyConfigurationError`, adding the class member and the option.
 */
export class DeferredKeyValue extends Error {
  constructor(
    /** What was given. */
    readonly given: 'a promise' | 'a function',
  ) {
    super(`a key function gave ${given}`);
    Object.defineProperty(this, 'name', { value: 'DeferredKeyValue', configurable: true, writable: true });
  }
}
