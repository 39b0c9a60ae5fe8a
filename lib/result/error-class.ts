import { types } from 'node:util';
import { className, ownValue } from './builtin-name.js';

/**
 * A class of errors that may be replayed.
 *
 * @example
 * ```ts
 * const replayErrors: readonly ErrorClass[] = [PaymentDeclinedError];
 * ```
 */
export type ErrorClass = abstract new (...args: never[]) => Error;

const BUILT_IN_CLASSES: readonly ErrorClass[] = [
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];

/** More base classes than this are not recorded. */
const MAX_CLASSES = 16;

/** Minifiers give such names, and give them to another class in the next build: they identify nothing. */
const MAX_MINIFIED_NAME_LENGTH = 2;

/** The names of an error's class and its base classes, the most derived first, without those of a minifier. */
export function classNamesOf(error: object): string[] {
  const names: string[] = [];
  let prototype: object | null = Object.getPrototypeOf(error);
  for (let i = 0; i < MAX_CLASSES && prototype !== null; i++) {
    const name = types.isProxy(prototype) ? undefined : className(prototype);
    if (name === 'Error') break;
    if (name !== undefined && name.length > MAX_MINIFIED_NAME_LENGTH) names.push(name);
    prototype = Object.getPrototypeOf(prototype);
  }
  return names;
}

/**
 * The class that an error was an instance of. Class names tell more than `error.name`, which subclasses often share;
 * where a minifier took them, the name that the error was given by its author decides.
 */
export function findErrorClass(
  name: string,
  classNames: readonly string[],
  classes: readonly ErrorClass[],
): ErrorClass | undefined {
  return (
    findByClassName(classNames, classes) ??
    classes.find((errorClass) => ownValue(errorClass, 'name') === name || stableName(errorClass) === name) ??
    findByClassName(classNames, BUILT_IN_CLASSES)
  );
}

function findByClassName(classNames: readonly string[], classes: readonly ErrorClass[]): ErrorClass | undefined {
  for (const className of classNames) {
    const found = classes.find((errorClass) => ownValue(errorClass, 'name') === className);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The `name` that a class gives all its instances. */
const stableName = (errorClass: ErrorClass): unknown => ownValue(errorClass.prototype, 'name');
