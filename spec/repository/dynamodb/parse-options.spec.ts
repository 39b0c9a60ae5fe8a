import { isIdempotencyError } from '../../../lib/errors/idempotency-error.js';
import { DynamoDBRepository } from '../../../lib/repository/dynamodb/dynamodb-repository.js';
import { parseLayout, parseOptions } from '../../../lib/repository/dynamodb/parse-options.js';
import { SdkSender } from '../../../lib/repository/dynamodb/sdk-sender.js';
import { DEFAULT_ATTRIBUTES } from '../../../lib/repository/dynamodb/table-layout.js';

const client = { send: async () => ({}) };

/** Options as JavaScript may give them. */
function refusal(options: unknown): string {
  try {
    new DynamoDBRepository(options as never);
  } catch (error) {
    if (isIdempotencyError(error, 'IDEMPOTENCY_CONFIGURATION')) return error.message;
    throw error;
  }
  throw new Error('The options were accepted.');
}

describe('the options of DynamoDBRepository', () => {
  it('default to the documented layout', () => {
    expect(parseLayout({ tableName: 'records' })).toEqual({
      tableName: 'records',
      partitionKey: 'id',
      sortKey: undefined,
      attributes: DEFAULT_ATTRIBUTES,
    });
    expect(parseOptions({ tableName: 'records', client }).readFirst).toBe(false);
    expect(parseLayout({ tableName: 'records', sortKey: { name: 'sk' } }).sortKey).toEqual({
      name: 'sk',
      value: 'idempotency',
    });
  });

  it('take undefined for an option that is not set', () => {
    const unset = { partitionKey: undefined, sortKey: undefined, attributes: { status: undefined }, client };
    expect(parseOptions({ tableName: 'records', ...unset, readFirst: undefined }).layout).toEqual(
      parseLayout({ tableName: 'records' }),
    );
  });

  it.each(['abc', 'My_table.v1-2', 'arn:aws:dynamodb:eu-west-1:123456789012:table/idempotency'])(
    'take the table %s',
    (tableName) => expect(parseLayout({ tableName }).tableName).toBe(tableName),
  );

  it('take names of one byte as of 255, the most that DynamoDB allows for every attribute', () => {
    const attributes = { status: 's', fence: 'f', error: 'e', started_at: 't' };
    expect(parseLayout({ tableName: 'abc', partitionKey: 'p', attributes })).toMatchObject({
      partitionKey: 'p',
      attributes,
    });
    const longest = `${'é'.repeat(127)}x`;
    expect(parseLayout({ tableName: 'abc', partitionKey: longest }).partitionKey).toBe(longest);
  });

  it('take a client for a transport only if it says that it is one', () => {
    const sender = (isDynamoDBTransport: unknown): unknown =>
      parseOptions({ tableName: 'abc', client: { ...client, isDynamoDBTransport } as never }).sender;
    expect(sender(true)).not.toBeInstanceOf(SdkSender);
    expect(sender(false)).toBeInstanceOf(SdkSender);
  });

  it.each<[string, unknown, string]>([
    ['no options', undefined, 'the argument must be an object; given: undefined'],
    [
      'a table that the environment lacks',
      { tableName: undefined },
      'tableName must be the name or the ARN of a table; given: undefined',
    ],
    ['null for options', null, 'the argument must be an object; given: null'],
    ['a table name with a space', { tableName: 'a table' }, 'given: "a table"'],
    ['a table name that is too short', { tableName: 'ab' }, 'given: "ab"'],
    ['a table name with a space at its end', { tableName: 'table ' }, 'given: "table "'],
    ['a table name that is too long', { tableName: 'a'.repeat(256) }, `given: "${'a'.repeat(100)}".`],
    [
      'a table that is a list',
      { tableName: ['abc'] },
      'tableName must be the name or the ARN of a table; given: an array.',
    ],
    ['a table that is an object', { tableName: { name: 'abc' } }, 'given: a value of type object.'],
    [
      'an unknown option',
      { tableName: 'abc', table: 1 },
      'there is no option "table". Expected one of tableName, partitionKey',
    ],
    ['an own __proto__', JSON.parse('{"tableName":"abc","__proto__":{}}'), 'there is no option "__proto__"'],
    ['an empty partition key', { tableName: 'abc', partitionKey: '' }, 'partitionKey must be the name of an attribute'],
    ['a name that is too long', { tableName: 'abc', partitionKey: 'é'.repeat(128) }, '1 to 255 bytes'],
    ['a sort key by its name alone', { tableName: 'abc', sortKey: 'sk' }, 'sortKey must be an object; given: "sk"'],
    ['a sort key without a name', { tableName: 'abc', sortKey: {} }, 'sortKey.name must be the name of an attribute'],
    ['an empty sort value', { tableName: 'abc', sortKey: { name: 'sk', value: '' } }, 'sortKey.value must be a string'],
    [
      'a sort value that is a number',
      { tableName: 'abc', sortKey: { name: 'sk', value: 5 } },
      'sortKey.value must be a string that is not empty; given: 5.',
    ],
    [
      'a sort value that is a boolean',
      { tableName: 'abc', sortKey: { name: 'sk', value: true } },
      'sortKey.value must be a string that is not empty; given: true.',
    ],
    ['a sort key that is null', { tableName: 'abc', sortKey: null }, 'sortKey must be an object; given: null.'],
    [
      'an unknown part of the sort key',
      { tableName: 'abc', sortKey: { name: 'sk', prefix: '' } },
      'sortKey has no option "prefix"',
    ],
    [
      'an unknown attribute',
      { tableName: 'abc', attributes: { ttl: 'x' } },
      'attributes has no option "ttl". Expected one of status, owner',
    ],
    ['the id among the attributes', { tableName: 'abc', attributes: { id: 'x' } }, 'attributes has no option "id"'],
    [
      'an attribute that SDKs would lose',
      { tableName: 'abc', attributes: { error: '__proto__' } },
      'attributes.error must be',
    ],
    [
      'two attributes of one name',
      { tableName: 'abc', attributes: { error: 'x', result: 'x' } },
      'error must be a name of its own, not that of result; given: "x"',
    ],
    [
      'an attribute of the name of another',
      { tableName: 'abc', attributes: { error: 'result' } },
      'not that of result',
    ],
    [
      'an attribute of the name of a key',
      { tableName: 'abc', attributes: { error: 'id' } },
      'not that of partitionKey',
    ],
    [
      'one name for both keys',
      { tableName: 'abc', partitionKey: 'k', sortKey: { name: 'k' } },
      'sortKey.name must be a name of its own',
    ],
    [
      'readFirst as a text',
      { tableName: 'abc', client, readFirst: 'yes' },
      'readFirst must be a boolean; given: "yes"',
    ],
    ['a client that cannot send', { tableName: 'abc', client: { region: 'x' } }, 'client must be a DynamoDBClient'],
    [
      'a function for a client',
      { tableName: 'abc', client: Object.assign(() => undefined, client) },
      'client must be a DynamoDBClient, a DynamoDBDocumentClient or a DynamoDBTransport; given: a value of type ' +
        'function.',
    ],
    ['a client that is null', { tableName: 'abc', client: null }, 'given: null'],
    [
      'settings that are none',
      { tableName: 'abc', clientConfig: 'eu-west-1' },
      'clientConfig must be an object of settings for a DynamoDBClient; given: "eu-west-1".',
    ],
    ['settings that are null', { tableName: 'abc', clientConfig: null }, 'clientConfig must be an object'],
    [
      'settings beside a client',
      { tableName: 'abc', client, clientConfig: { region: 'eu-west-1' } },
      'clientConfig must be left out where a client is given; given: a value of type object.',
    ],
  ])('refuse %s', (_, options, message) => {
    expect(refusal(options)).toContain(message);
    expect(refusal(options)).toMatch(/^DynamoDBRepository: /);
  });

  it('show nothing of what may hold credentials', () => {
    const secret = { accessKeyId: 'AKIASECRET', toString: () => 'AKIASECRET' };
    for (const options of [
      { tableName: secret },
      { tableName: 'abc', client: secret },
      { tableName: 'abc', client, clientConfig: { credentials: secret } },
      { tableName: 'abc', credentials: secret },
      { tableName: 'abc', sortKey: [secret] },
    ]) {
      expect(refusal(options)).not.toContain('SECRET');
    }
  });
});
