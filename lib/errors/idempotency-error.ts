/** The stable, machine-readable name of each kind of {@link IdempotencyError}. */
export type IdempotencyErrorCode =
  | 'IDEMPOTENCY_CONFIGURATION'
  | 'IDEMPOTENCY_KEY_MISSING'
  | 'IDEMPOTENCY_PAYLOAD_MISMATCH'
  | 'IDEMPOTENCY_IN_PROGRESS'
  | 'IDEMPOTENCY_LEASE_LOST'
  | 'IDEMPOTENCY_IN_DOUBT'
  | 'IDEMPOTENCY_RESULT_UNAVAILABLE'
  | 'IDEMPOTENCY_REPOSITORY';

/** What an {@link IdempotencyError} may tell about the call it belongs to. Never a payload: only its digest. */
export interface IdempotencyErrorDetails {
  /** The operation of the guarded method. */
  readonly operation?: string | undefined;
  /** The digest of the idempotency key. */
  readonly digest?: string | undefined;
  /** What led to this error. */
  readonly cause?: unknown;
}

/** Registered, so that two copies of the library in one process recognise each other's errors. */
const BRAND = Symbol.for('idempotent-handlers/error');

/**
 * The base of every error the library itself throws. The guarded method's own errors pass through untouched and are
 * never wrapped in one of these.
 *
 * Prefer {@link isIdempotencyError} over `instanceof`: it also recognises errors of another copy of the library.
 */
export abstract class IdempotencyError extends Error {
  /** Stable across versions and minifiers; switch on this. */
  abstract readonly code: IdempotencyErrorCode;
  /** Whether the same delivery may succeed when it is handed in again later, with nothing else changed. */
  abstract readonly retryable: boolean;
  /** The operation of the guarded method, where it was known. */
  readonly operation: string | undefined;
  /** The digest of the idempotency key, where it was known. Safe to log. */
  readonly digest: string | undefined;

  protected constructor(name: string, message: string, details: IdempotencyErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    Object.defineProperty(this, 'name', { value: name, configurable: true, writable: true });
    Object.defineProperty(this, BRAND, { value: true });
    this.operation = details.operation;
    this.digest = details.digest;
  }
}

/**
 * Tells whether a value is an error of this library, or of another copy of it, optionally of one code.
 *
 * @example
 * ```ts
 * try {
 *   await handler.onOrder(event);
 * } catch (error) {
 *   if (isIdempotencyError(error, 'IDEMPOTENCY_IN_PROGRESS')) return retryLater(error.retryAfterMs);
 *   throw error;
 * }
 * ```
 */
export function isIdempotencyError<Code extends IdempotencyErrorCode = IdempotencyErrorCode>(
  value: unknown,
  code?: Code,
): value is IdempotencyErrorOf<Code> {
  if (typeof value !== 'object' || value === null || !(BRAND in value)) return false;
  return code === undefined || ('code' in value && value.code === code);
}

/** The fields a caller can rely on after {@link isIdempotencyError} named a code. */
export type IdempotencyErrorOf<Code extends IdempotencyErrorCode> = IdempotencyError & {
  readonly code: Code;
} & (Code extends 'IDEMPOTENCY_IN_PROGRESS' ? { readonly retryAfterMs: number } : unknown);
