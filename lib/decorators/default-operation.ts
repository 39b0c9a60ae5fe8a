import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { decorationSite, isSameSite, shortSite } from './decoration-site.js';

/** Registered globally, so that two copies of the library in one process see each other's names. */
const NAMES = Symbol.for('idempotent-handlers/default-operations/1');

// globalThis has no type for what others put there.
const globals = globalThis as { [NAMES]?: Map<string, string> };

/** The default names given out so far, and where. Bounded by the number of decorated methods. */
const given = (globals[NAMES] ??= new Map<string, string>());

/**
 * The default name of a method's operation: the Lambda function's name and the method's name. Class names are not part
 * of it, because minifiers change them.
 *
 * @throws IdempotencyConfigurationError if another method got the same name.
 */
export function defaultOperation(methodName: string, member: string, above: (...args: never[]) => unknown): string {
  const functionName = process.env['AWS_LAMBDA_FUNCTION_NAME'];
  const name = functionName ? `${functionName}.${methodName}` : methodName;
  const site = decorationSite(above);
  const taken = given.get(name);
  if (taken !== undefined && !isSameSite(taken, site)) {
    throw new IdempotencyConfigurationError(
      `${member}: another guarded method (${shortSite(taken)}) already has the default operation name '${name}', and ` +
        'each would answer for the other. Name the operation of at least one of them, for example ' +
        `@Idempotent({ operation: '${methodName}-of-this-class', ... }).`,
    );
  }
  given.set(name, site);
  return name;
}
