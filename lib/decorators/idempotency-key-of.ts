import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { identify } from '../execution/identify.js';
import type { Operation } from '../execution/operation.js';
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
/** All may be left out: whatever the key does not need. */
type ArgsOf<Fn> = Fn extends (...args: infer Args) => unknown ? Partial<Args> : never;

/**
 * Tells which idempotency key and record a call of a guarded method would get, without calling it: for support, for
 * producers that need to know what counts as the same request, and for settling records.
 *
 * @param owner the class; the instance method of that name is meant, or else the static one. Or the guarded function
 * itself, followed by its arguments.
 * @throws IdempotencyKeyMissingError if the payload has no usable key.
 * @throws IdempotencyConfigurationError if there is no guarded method of that name.
 *
 * @example
 * ```ts
 * const { recordId } = idempotencyKeyOf(OrderHandler, 'onOrder', event);
 * ```
 */
export function idempotencyKeyOf<Guarded extends AnyFunction>(
  guarded: Guarded,
  ...args: ArgsOf<Guarded>
): IdempotencyKey;
export function idempotencyKeyOf<Instance extends object, Name extends MethodName<Instance>>(
  owner: abstract new (...args: never[]) => Instance,
  method: Name,
  ...args: ArgsOf<Instance[Name]>
): IdempotencyKey;
export function idempotencyKeyOf<Owner extends object, Name extends MethodName<Owner>>(
  owner: Owner,
  method: Name,
  ...args: ArgsOf<Owner[Name]>
): IdempotencyKey;
export function idempotencyKeyOf(owner: object, ...rest: readonly unknown[]): IdempotencyKey {
  const itself = typeof owner === 'function' ? guardedOperation(owner) : undefined;
  const [method, ...args] = rest;
  const operation = itself ?? operationAt(owner, method);
  const { id, digest } = identify(operation, itself ? rest : args);
  return { operation: operation.name, key: digest, recordId: id };
}

/** A class's instance method, its static one, or an object's own or inherited one. */
function operationAt(owner: object, method: unknown): Operation {
  if (typeof method !== 'string' && typeof method !== 'symbol') throw notGuarded('this function');
  const prototype: unknown = typeof owner === 'function' ? owner.prototype : undefined;
  for (const holder of [prototype, owner]) {
    if (typeof holder !== 'object' && typeof holder !== 'function') continue;
    // Looked up by name on an object of the user's own; what is found is only asked for its metadata.
    const member: unknown = holder && (holder as Readonly<Record<PropertyKey, unknown>>)[method];
    const operation = typeof member === 'function' ? guardedOperation(member) : undefined;
    if (operation) return operation;
  }
  throw notGuarded(`'${String(method)}'`);
}

const notGuarded = (what: string): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(
    `idempotencyKeyOf: ${what} is not guarded; mark the method @Idempotent, or make the function by idempotent().`,
  );
