import { types } from 'node:util';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { IdempotencyRepositoryError } from '../../errors/repository-error.js';
import type { StoredResult } from '../record.js';
import type { Item } from './table-layout.js';

/**
 * Reads an item's attributes by name and believes nothing: one that is absent, of another type or out of range is an
 * error that names it, never a guess. Messages never show values.
 */
export class ItemReader {
  readonly #tableName: string;
  readonly #item: Item;
  readonly #within: string;

  /** `within` stands before names in messages, where the item is a map inside another. */
  constructor(tableName: string, item: Item, within = '') {
    this.#tableName = tableName;
    this.#item = item;
    this.#within = within;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#item, name);
  }

  text(name: string): string {
    const value = this.#attribute(name)?.S;
    return typeof value === 'string' ? value : this.refuse(name, 'a string');
  }

  /** DynamoDB's numbers reach 38 digits, the library's are whole, not negative and exact in JavaScript. */
  wholeNumber(name: string): number {
    const digits = this.#attribute(name)?.N;
    const value = typeof digits === 'string' && digits !== '' ? Number(digits) : NaN;
    return Number.isSafeInteger(value) && value >= 0 ? value : this.refuse(name, 'a whole number');
  }

  bytes(name: string): Uint8Array {
    const value = this.#attribute(name)?.B;
    return types.isUint8Array(value) ? value : this.refuse(name, 'binary');
  }

  storedResult(name: string): StoredResult {
    const value = this.#attribute(name);
    const result = value?.S ?? value?.B;
    return typeof result === 'string' || types.isUint8Array(result) ? result : this.refuse(name, 'a string or binary');
  }

  map(name: string): Item {
    const value = this.#attribute(name)?.M;
    return typeof value === 'object' && value !== null ? value : this.refuse(name, 'a map');
  }

  refuse(name: string, expected: string): never {
    const path = `${this.#within}${name}`;
    throw new IdempotencyRepositoryError(
      `An item of DynamoDB table "${this.#tableName}" is damaged: its attribute "${path}" should be ${expected}, but ` +
        `is ${describe(this.#attribute(name))}. Nothing but this library may write its records: find out what did, ` +
        'and delete the item if its request may be handled once more.',
    );
  }

  #attribute(name: string): AttributeValue | undefined {
    return this.has(name) ? this.#item[name] : undefined;
  }
}

/** By its type, as DynamoDB names it. */
const describe = (value: AttributeValue | undefined): string =>
  value === undefined ? 'absent' : `a different value, of type ${Object.keys(value).join()}`;
