import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { isIdempotencyError } from '../errors/idempotency-error.js';
import type { Operation } from '../execution/operation.js';
import { digestFingerprint } from '../key/digest.js';
import { selectFingerprintValues } from '../key/select-values.js';
import { UnusableKeyValue } from '../key/unusable-key-value.js';

/**
 * Explains a refusal of the core in terms of HTTP, where keys are always usable and only what is compared may not be:
 * the core's advice is an option that HTTP guards do not have. Any other error is given back as it is.
 */
export function explained(error: unknown, operation: Operation | undefined, event: object): unknown {
  if (!operation || !isIdempotencyError(error, 'IDEMPOTENCY_KEY_MISSING')) return error;
  if (error.operation !== operation.name) return error;
  const reason = whyIncomparable(operation, event);
  if (reason === undefined) return error;
  return new IdempotencyConfigurationError(
    `${operation.member}: this request cannot be compared with others of its key: ${reason} (option ` +
      '`fingerprint`); the method was not run. Let that option return text or plain data, or set it to false ' +
      'to compare nothing.',
    { operation: operation.name },
  );
}

/** Found out once more: the core's error tells it to readers only, and requests that are refused can wait. */
function whyIncomparable({ fingerprint }: Operation, event: object): string | undefined {
  if (!fingerprint) return undefined;
  try {
    const selection = selectFingerprintValues(fingerprint, event, []);
    if (selection.found) digestFingerprint(selection.pairs);
    return undefined;
  } catch (error) {
    return error instanceof UnusableKeyValue ? error.message : undefined;
  }
}
