import { types } from 'node:util';

/** A value in DynamoDB's own notation, as far as staged writes use it. */
export type StagedAttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: Uint8Array }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly Uint8Array[] }
  | { readonly L: readonly StagedAttributeValue[] }
  | { readonly M: { readonly [name: string]: StagedAttributeValue } };

/** A value has no form in DynamoDB. Holds its path, never the value. */
export class NotAnAttributeValue extends Error {
  constructor(path: string, reason: string) {
    super(`${path} ${reason}`);
  }
}

const MAX_DEPTH = 32;

/**
 * A value in DynamoDB's notation, by the rules of the document client: the same conversion as its `marshall`, with
 * `undefined` members left out. It is made when the write is staged, so that later changes of the value have no effect.
 *
 * @throws NotAnAttributeValue for values that DynamoDB cannot hold, and for numbers it would round.
 */
export function toAttributeValue(value: unknown, path: string, depth = 0): StagedAttributeValue {
  if (depth > MAX_DEPTH) throw new NotAnAttributeValue(path, `is nested deeper than DynamoDB's ${MAX_DEPTH} levels`);
  if (value === null) return { NULL: true };
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'boolean':
      return { BOOL: value };
    case 'bigint':
      return { N: value.toString() };
    case 'number':
      return { N: numberText(value, path) };
    case 'object':
      return fromObject(value, path, depth);
    default:
      throw new NotAnAttributeValue(path, `is ${typeof value}, which DynamoDB cannot hold`);
  }
}

function fromObject(value: object, path: string, depth: number): StagedAttributeValue {
  if (types.isUint8Array(value)) return { B: Uint8Array.from(value) };
  if (types.isSet(value)) return fromSet([...value], path);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return { L: list.map((each, index) => toAttributeValue(each, `${path}[${index}]`, depth + 1)) };
  }
  if (isNumberValue(value)) return { N: value.value };
  if (!isPlain(value)) throw new NotAnAttributeValue(path, 'is an instance of a class: give its plain fields');
  return { M: toAttributeValues(value, path, depth + 1) };
}

/** The members of a plain object, `undefined` ones left out. */
export function toAttributeValues(
  members: object,
  path: string,
  depth = 0,
): { readonly [name: string]: StagedAttributeValue } {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, toAttributeValue(value, `${path}.${name}`, depth)]));
}

function fromSet(members: readonly unknown[], path: string): StagedAttributeValue {
  const texts = members.map((member) => toAttributeValue(member, path));
  if (texts.length === 0) throw new NotAnAttributeValue(path, 'is an empty set, which DynamoDB cannot hold');
  const strings = texts.flatMap((each) => ('S' in each ? [each.S] : []));
  const numbers = texts.flatMap((each) => ('N' in each ? [each.N] : []));
  const binaries = texts.flatMap((each) => ('B' in each ? [each.B] : []));
  if (strings.length === texts.length) return { SS: strings };
  if (numbers.length === texts.length) return { NS: numbers };
  if (binaries.length === texts.length) return { BS: binaries };
  throw new NotAnAttributeValue(path, 'is a set of several types, or of one that DynamoDB has no sets of');
}

function numberText(value: number, path: string): string {
  if (!Number.isFinite(value)) throw new NotAnAttributeValue(path, 'is not a finite number');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new NotAnAttributeValue(path, 'is beyond the safe integers: use a bigint');
  }
  return String(value);
}

/** The document client's own class for numbers of any size; told by its name, since the class is not loaded here. */
const isNumberValue = (value: object): value is { readonly value: string } =>
  !Object.hasOwn(value, 'constructor') &&
  (value as Partial<object>).constructor?.name === 'NumberValue' &&
  'value' in value &&
  typeof value.value === 'string';

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};
