import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { IdempotencyKeyMissingError } from '../errors/key-missing-error.js';
import { DeferredKeyValue } from '../key/deferred-key-value.js';
import { digestFingerprint, digestKey } from '../key/digest.js';
import {
  KEY_FUNCTION,
  selectFingerprintValues,
  selectValues,
  WHOLE_PAYLOAD,
  type Selection,
} from '../key/select-values.js';
import { UnusableKeyValue } from '../key/unusable-key-value.js';
import { unawaited } from '../key/unawaited.js';
import type { RequestIdentity } from './call.js';
import type { Operation } from './operation.js';

/** The fingerprint of records whose operation compares none. */
const NO_FINGERPRINT = '-';

/**
 * Computes the identity of a call's request from its arguments: once, before the method can change them.
 *
 * @throws IdempotencyKeyMissingError if the payload has no usable key.
 * @throws IdempotencyConfigurationError if a function among the options gives what no payload can be the reason of.
 */
export function identify(operation: Operation, args: readonly unknown[]): RequestIdentity {
  const payload = args[operation.payload];
  const others = args.filter((_, index) => index !== operation.payload);
  const scope = scopeOf(operation, payload, others);
  const digest = usable(operation, 'key', () =>
    digestKey(found(operation, 'key', selectValues(operation.key, payload, others)), scope),
  );
  const { fingerprint } = operation;
  return {
    id: `${operation.name}#${digest}`,
    digest,
    fingerprint: fingerprint
      ? usable(operation, 'fingerprint', () =>
          digestFingerprint(found(operation, 'fingerprint', selectFingerprintValues(fingerprint, payload, others))),
        )
      : NO_FINGERPRINT,
  };
}

function scopeOf({ scope, member, name }: Operation, payload: unknown, others: readonly unknown[]): string | undefined {
  if (!scope) return undefined;
  // The option's parameters were checked against the method's where the operation was declared.
  const value = (scope as (...all: unknown[]) => unknown)(payload, ...others);
  if (typeof value === 'string' && value !== '') return value;
  unawaited(value);
  throw new IdempotencyConfigurationError(
    `${member}: the option \`scope\` must return a non-empty string, but returned ` +
      `${value === '' ? "''" : value === null ? 'null' : typeof value}.`,
    { operation: name },
  );
}

function found(operation: Operation, option: 'key' | 'fingerprint', selection: Selection) {
  if (selection.found) return selection.pairs;
  const where =
    selection.path === WHOLE_PAYLOAD
      ? 'the payload'
      : selection.path === KEY_FUNCTION
        ? 'the result of the function'
        : `'${selection.path}'`;
  throw keyMissing(operation, `${where} has no value (option \`${option}\`)`);
}

function usable<Value>(operation: Operation, option: 'key' | 'fingerprint', compute: () => Value): Value {
  try {
    return compute();
  } catch (error) {
    if (error instanceof UnusableKeyValue) throw keyMissing(operation, `${error.message} (option \`${option}\`)`);
    if (error instanceof DeferredKeyValue) throw notAtOnce(operation, option, error);
    throw error;
  }
}

const notAtOnce = (
  { member, name }: Operation,
  option: 'key' | 'fingerprint',
  { given }: DeferredKeyValue,
): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(
    `${member}: the function of the option \`${option}\` must return a value at once, but returned ${given}, ` +
      'alone or in a list; the method was not run. Return the value itself; what has to be awaited for it, await ' +
      'before the guarded method is called.',
    { operation: name },
  );

const keyMissing = ({ member, name }: Operation, why: string): IdempotencyKeyMissingError =>
  new IdempotencyKeyMissingError(
    `${member}: the payload has no usable idempotency key: ${why}; the method was not run. Correct the sender or the ` +
      "option, or set `onMissingKey: 'execute'` to run such payloads unguarded.",
    { operation: name },
  );
