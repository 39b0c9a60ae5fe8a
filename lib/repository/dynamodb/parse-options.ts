import { IdempotencyConfigurationError } from '../../errors/configuration-error.js';
import type { DynamoDBRepositoryOptions, DynamoDBRequestOptions, DynamoDBTableOptions } from './repository-options.js';
import { transportSender, type RequestSender } from './request-sender.js';
import { givenClientSender, ownClientSender, type DynamoDBSdkClient } from './sdk-sender.js';
import { DEFAULT_ATTRIBUTES, type AttributeRole, type TableLayout } from './table-layout.js';
import type { DynamoDBTransport } from './transport.js';

export interface ParsedOptions {
  readonly layout: TableLayout;
  readonly sender: RequestSender;
  readonly readFirst: boolean;
}

const OPTIONS = ['tableName', 'partitionKey', 'sortKey', 'attributes', 'client', 'clientConfig', 'readFirst'];
const DEFAULT_SORT_VALUE = 'idempotency';

/** A table's name, or the ARN of one. */
const TABLE = /^([\w.-]{3,255}|arn:[\w.:/-]{1,1020})$/;

/** DynamoDB allows more bytes for some attributes; a name of this length is right for all of them. */
const LONGEST_NAME_BYTES = 255;

/** @throws IdempotencyConfigurationError naming the option, what was expected and what was given. */
export function parseOptions(options: DynamoDBRepositoryOptions): ParsedOptions {
  const layout = parseLayout(options);
  const { readFirst = false } = options;
  if (typeof readFirst !== 'boolean') refuse('readFirst', 'a boolean', readFirst);
  return { layout, sender: parseClient(options), readFirst };
}

/** @throws IdempotencyConfigurationError as {@link parseOptions} does. */
export function parseLayout(options: DynamoDBTableOptions): TableLayout {
  refuseUnknown(options, '', OPTIONS);
  const { tableName, partitionKey = 'id', sortKey, attributes = {} } = options;
  if (typeof tableName !== 'string' || !TABLE.test(tableName)) {
    refuse('tableName', 'the name or the ARN of a table', tableName);
  }
  const layout = {
    tableName,
    partitionKey: parseName('partitionKey', partitionKey),
    sortKey: parseSortKey(sortKey),
    attributes: parseAttributes(attributes),
  };
  refuseSharedNames(layout);
  return Object.freeze(layout);
}

function parseSortKey(sortKey: DynamoDBTableOptions['sortKey']): TableLayout['sortKey'] {
  if (sortKey === undefined) return undefined;
  refuseUnknown(sortKey, 'sortKey', ['name', 'value']);
  const { name, value = DEFAULT_SORT_VALUE } = sortKey;
  if (typeof value !== 'string' || value === '') refuse('sortKey.value', 'a string that is not empty', value);
  return Object.freeze({ name: parseName('sortKey.name', name), value });
}

function parseAttributes(renamed: NonNullable<DynamoDBTableOptions['attributes']>): TableLayout['attributes'] {
  refuseUnknown(renamed, 'attributes', Object.keys(DEFAULT_ATTRIBUTES));
  const names: Record<AttributeRole, string> = { ...DEFAULT_ATTRIBUTES };
  for (const role of Object.keys(DEFAULT_ATTRIBUTES) as AttributeRole[]) {
    names[role] = parseName(`attributes.${role}`, renamed[role] ?? DEFAULT_ATTRIBUTES[role]);
  }
  return Object.freeze(names);
}

/** `__proto__` would be lost where SDKs make an object of an item. */
function parseName(option: string, name: unknown): string {
  const usable =
    typeof name === 'string' && name !== '' && name !== '__proto__' && Buffer.byteLength(name) <= LONGEST_NAME_BYTES;
  return usable ? name : refuse(option, `the name of an attribute, 1 to ${LONGEST_NAME_BYTES} bytes`, name);
}

function refuseSharedNames({ partitionKey, sortKey, attributes }: TableLayout): void {
  const roleOf = new Map([[partitionKey, 'partitionKey']]);
  const named: Record<string, string> = { ...(sortKey && { 'sortKey.name': sortKey.name }), ...attributes };
  for (const [role, name] of Object.entries(named)) {
    const other = roleOf.get(name);
    if (other !== undefined) refuse(role, `a name of its own, not that of ${other}`, name);
    roleOf.set(name, role);
  }
}

function parseClient({ client, clientConfig }: DynamoDBRequestOptions): RequestSender {
  if (clientConfig !== undefined && (typeof clientConfig !== 'object' || clientConfig === null)) {
    refuse('clientConfig', 'an object of settings for a DynamoDBClient', clientConfig);
  }
  if (client === undefined) return ownClientSender(clientConfig);
  if (clientConfig !== undefined) refuse('clientConfig', 'left out where a client is given', clientConfig);
  if (typeof client !== 'object' || client === null || typeof client.send !== 'function') {
    refuse('client', 'a DynamoDBClient, a DynamoDBDocumentClient or a DynamoDBTransport', client);
  }
  return isTransport(client) ? transportSender(client) : givenClientSender(client);
}

const isTransport = (client: DynamoDBSdkClient | DynamoDBTransport): client is DynamoDBTransport =>
  'isDynamoDBTransport' in client && client.isDynamoDBTransport;

function refuseUnknown(options: object, of: string, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) refuse(of || 'the argument', 'an object', options);
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new IdempotencyConfigurationError(
    `DynamoDBRepository: ${of === '' ? 'there is' : `${of} has`} no option ${JSON.stringify(unknown)}. ` +
      `Expected one of ${known.join(', ')}.`,
  );
}

function refuse(option: string, expected: string, given: unknown): never {
  throw new IdempotencyConfigurationError(
    `DynamoDBRepository: ${option} must be ${expected}; given: ${describeGiven(given)}.`,
  );
}

const LONGEST_SHOWN = 100;

/** Names and scalars are shown; of anything else, credentials perhaps among it, only what it is. */
function describeGiven(given: unknown): string {
  if (typeof given === 'string') return JSON.stringify(given.slice(0, LONGEST_SHOWN));
  if (typeof given === 'number' || typeof given === 'boolean' || given == null) return String(given);
  return Array.isArray(given) ? 'an array' : `a value of type ${typeof given}`;
}
