import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { identify } from '../execution/identify.js';
import { guardedOperation } from '../metadata/guarded-operation.js';

/** Which record a guarded call would use. */
export interface IdempotencyKey {
  readonly operation: string;
  /** The digest of the idempotency key, as errors and observers name it. */
  readonly key: string;
  /** The record's id: the value of the table's partition key. */
  readonly recordId: string;
}

type AnyFunction = (...args: never[]) => unknown;
type MethodName<Owner> = { [Name in keyof Owner]: Owner[Name] extends AnyFunction ? Name : never }[keyof Owner];
type ArgsOf<Fn> = Fn extends (...args: infer Args) => unknown ? Args : never;

/**
 * Tells which idempotency key and record a call of a guarded method would get, without calling it: for support, for
 * producers that need to know what counts as the same request, and for settling records.
 *
 * @param owner the class; the instance method of that name is meant, or else the static one.
 * @throws IdempotencyKeyMissingError if the payload has no usable key.
 * @throws IdempotencyConfigurationError if there is no guarded method of that name.
 *
 * @example
 * ```ts
 * const { recordId } = idempotencyKeyOf(OrderHandler, 'onOrder', event);
 * ```
 */
export function idempotencyKeyOf<Instance extends object, Name extends MethodName<Instance>>(
  owner: abstract new (...args: never[]) => Instance,
  method: Name,
  ...args: Partial<ArgsOf<Instance[Name]>>
): IdempotencyKey;
export function idempotencyKeyOf<Owner extends object, Name extends MethodName<Owner>>(
  owner: Owner,
  method: Name,
  ...args: Partial<ArgsOf<Owner[Name]>>
): IdempotencyKey;
export function idempotencyKeyOf(owner: object, method: PropertyKey, ...args: readonly unknown[]): IdempotencyKey {
  const operation = operationAt(owner, method);
  if (!operation) {
    throw new IdempotencyConfigurationError(
      `idempotencyKeyOf: '${String(method)}' is not a guarded method of what was given; mark it @Idempotent.`,
    );
  }
  const { id, digest } = identify(operation, args);
  return { operation: operation.name, key: digest, recordId: id };
}

/** A class's instance method, its static one, or an object's own or inherited one. */
function operationAt(owner: object, method: PropertyKey) {
  const prototype: unknown = typeof owner === 'function' ? owner.prototype : undefined;
  for (const holder of [prototype, owner]) {
    if (typeof holder !== 'object' && typeof holder !== 'function') continue;
    // Looked up by name on an object of the user's own; what is found is only asked for its metadata.
    const member: unknown = holder && (holder as Readonly<Record<PropertyKey, unknown>>)[method];
    const operation = typeof member === 'function' ? guardedOperation(member) : undefined;
    if (operation) return operation;
  }
  return undefined;
}
