import { types } from 'node:util';
import { ownValue } from './builtin-name.js';
import { encodeValue } from './encode-value.js';
import { classNamesOf } from './error-class.js';
import { defineMember } from './own-member.js';

/** What is stored of a thrown value. */
export type Thrown = { readonly value: unknown } | { readonly error: ErrorDescription };

/** What is stored of an error: everything that a copy needs, but for its stack. */
export interface ErrorDescription {
  readonly name: string;
  /** Of the error's class and its base classes up to Error, the most derived first. */
  readonly classNames: readonly string[];
  readonly message: string;
  /** Where it is not among the members. */
  code?: string | number;
  cause?: Thrown;
  /** The errors of an AggregateError. */
  errors?: readonly Thrown[];
  /** Own, enumerable, storable members. */
  members?: Readonly<Record<string, unknown>>;
}

/** Causes and aggregated errors beyond this number, in all, are left out. */
const MAX_ERRORS = 32;

/** Members that have a place of their own, or are not stored. */
const NOT_MEMBERS: ReadonlySet<string> = new Set(['stack', 'cause']);

/** Also an error of another realm, and what an aborted signal throws, which is none to the engine. */
export const isError = (value: unknown): value is Error =>
  types.isNativeError(value) || (!types.isProxy(value) && (value instanceof Error || value instanceof DOMException));

/** Describes an error; errors that refer to one another, even in a circle, still do so in their descriptions. */
export function describeError(error: Error, withMembers: boolean): ErrorDescription {
  const known = new Map<Error, ErrorDescription>();

  function describeThrown(thrown: unknown): Thrown | undefined {
    if (!isError(thrown)) return encodeValue(thrown).storable ? { value: thrown } : undefined;
    const description = known.get(thrown) ?? (known.size < MAX_ERRORS ? describe(thrown) : undefined);
    return description && { error: description };
  }

  function describe(thrown: Error): ErrorDescription {
    const description: ErrorDescription = {
      name: textOf(thrown, 'name') ?? 'Error',
      classNames: classNamesOf(thrown),
      message: textOf(thrown, 'message') ?? '',
    };
    known.set(thrown, description);
    const cause = Object.hasOwn(thrown, 'cause') ? describeThrown(ownValue(thrown, 'cause')) : undefined;
    if (cause) description.cause = cause;
    const errors = aggregated(thrown)?.slice(0, MAX_ERRORS).map(describeThrown);
    if (errors) description.errors = errors.filter((entry) => entry !== undefined);
    if (withMembers) addMembers(description, thrown);
    return description;
  }

  return describe(error);
}

/** The errors that an error stands for, whether or not its class is AggregateError. */
function aggregated(error: Error): readonly unknown[] | undefined {
  const errors = ownValue(error, 'errors');
  return Array.isArray(errors) && errors.some(isError) ? errors : undefined;
}

function addMembers(description: ErrorDescription, error: Error): void {
  const members = {};
  for (const key of Object.keys(error)) {
    const descriptor = Object.getOwnPropertyDescriptor(error, key);
    const isData = descriptor !== undefined && 'value' in descriptor;
    if (isData && !NOT_MEMBERS.has(key) && encodeValue(descriptor.value).storable) {
      defineMember(members, key, descriptor.value);
    }
  }
  if (Object.keys(members).length > 0) description.members = members;
  const code = read(error, 'code');
  const isCode = typeof code === 'string' || typeof code === 'number';
  if (isCode && !Object.hasOwn(members, 'code')) description.code = code;
}

function textOf(error: Error, key: 'name' | 'message'): string | undefined {
  const text = read(error, key);
  return typeof text === 'string' ? text : undefined;
}

/** Reads as every logger does: classes also define these by accessors. */
export function read(error: Error, key: 'name' | 'message' | 'code'): unknown {
  try {
    return (error as { readonly code?: unknown } & Error)[key];
  } catch {
    return undefined;
  }
}
