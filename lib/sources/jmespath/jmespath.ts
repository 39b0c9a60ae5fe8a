import { search } from '@aws-lambda-powertools/jmespath';
import { PowertoolsFunctions } from '@aws-lambda-powertools/jmespath/functions';
import { IdempotencyConfigurationError } from '../../errors/configuration-error.js';
import { UnusableKeyValue } from '../../key/unusable-key-value.js';
import type { PayloadKey } from '../content-key.js';
import { refuseUnusable } from '../usable-value.js';

/** Errors about the data; all others are about the expression. */
const ABOUT_DATA: ReadonlySet<string> = new Set(['JMESPathTypeError', 'SyntaxError', 'TypeError', 'RangeError']);

const functions = new PowertoolsFunctions();
const evaluate = (expression: string, data: unknown): unknown =>
  // JMESPath is defined on JSON; what else a payload holds is refused when the key is hashed.
  search(expression, data as Parameters<typeof search>[1], { customFunctions: functions });

/**
 * A key by a JMESPath expression, by the implementation of Powertools for AWS Lambda with its functions
 * `powertools_json`, `powertools_base64` and `powertools_base64_gzip`: install `@aws-lambda-powertools/jmespath`.
 *
 * JMESPath does not tell what is missing from `null`, and no type checks the expression: prefer paths and presets where
 * they can say the same. A result of nothing (`null`, an empty text, list or object, or one of nothing but these) is a
 * missing key.
 *
 * @throws IdempotencyConfigurationError if the expression is not valid.
 *
 * @example
 * ```ts
 * import { jmespath } from 'idempotent-handlers/sources/jmespath';
 *
 * class OrderHandler {
 *   @Idempotent({ key: jmespath('powertools_json(body).[customer.id, orderId]') })
 *   async onOrder(record: SQSRecord): Promise<void> {}
 * }
 * ```
 */
export function jmespath(expression: string): PayloadKey<unknown> {
  compile(expression);
  return (payload) => {
    const value = find(expression, payload);
    if (isNothing(value)) throw new UnusableKeyValue(expression, 'finds nothing');
    refuseUnusable(value, expression);
    return value;
  };
}

/** The implementation keeps what it has parsed. */
function compile(expression: string): void {
  try {
    evaluate(expression, null);
  } catch (cause) {
    if (cause instanceof Error && ABOUT_DATA.has(cause.name)) return;
    const why = cause instanceof Error ? cause.message : 'unknown reason';
    throw new IdempotencyConfigurationError(`jmespath: '${expression}' is not a valid expression: ${why}`, { cause });
  }
}

function find(expression: string, payload: unknown): unknown {
  try {
    return evaluate(expression, payload);
  } catch {
    // What was thrown may quote the payload.
    throw new UnusableKeyValue(expression, 'cannot be evaluated on the payload');
  }
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true;
  return typeof value === 'object' && isPlain(value) && Object.values(value).every(isNothing);
}

/** Others, a Date for one, have members that this cannot see. */
const isPlain = (value: object): boolean =>
  Array.isArray(value) || Object.getPrototypeOf(value) === null || Object.getPrototypeOf(value) === Object.prototype;
