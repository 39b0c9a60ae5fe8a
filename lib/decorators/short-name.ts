import { IdempotencyConfigurationError } from '../errors/configuration-error.js';

/** Minifiers name functions by one or two letters, and other ones with the next build. */
const LONGEST_OF_MINIFIERS = 2;

/** Members of which was told. Bounded by the number of guarded functions. */
const warned = new Set<string>();

/**
 * A function's name is part of its records' names. One that a minifier gave would make the records of another build, or
 * of another function in it, answer for this one.
 *
 * @param title how messages name the function that guards it.
 * @throws IdempotencyConfigurationError in a Lambda function, where bundles are minified. Elsewhere it warns.
 */
export function refuseShortName(name: string, title: string): void {
  if (name.length > LONGEST_OF_MINIFIERS) return;
  const what =
    `${name}: this function's name is as short as those that minifiers give, and without the option \`operation\` ` +
    `its records are named by it: the next build may give them to another function. Name them: ${title}(fn, { ` +
    "operation: '...' }).";
  if (process.env['AWS_LAMBDA_FUNCTION_NAME']) throw new IdempotencyConfigurationError(what);
  if (warned.has(name)) return;
  warned.add(name);
  process.emitWarning(what, { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_SHORT_NAME' });
}
