import { idempotencyKeyOf, idempotent, InMemoryRepository, isIdempotencyError } from '../../lib/index.js';

type Key = (...args: never[]) => unknown;

/** The digest of the idempotency key of a guarded method's call, under any key function. */
export function keyOf(key: Key | string, ...args: readonly unknown[]): string {
  const method = async (..._args: readonly unknown[]): Promise<void> => {};
  // Payloads here are often wrong on purpose: the types that would say so are tried in spec/types.
  const options = { key: key as string, operation: 'spec', repository: new InMemoryRepository() };
  return idempotencyKeyOf({ guarded: idempotent(method, options) }, 'guarded', ...args).key;
}

/** What the error about a missing key says is missing. */
export function missingIn(key: Key | string, ...args: readonly unknown[]): string {
  try {
    keyOf(key, ...args);
  } catch (error) {
    if (!isIdempotencyError(error, 'IDEMPOTENCY_KEY_MISSING')) throw error;
    return /idempotency key: (.*) \(option `key`\)/.exec(error.message)?.[1] ?? error.message;
  }
  throw new Error('The payload has a key.');
}
