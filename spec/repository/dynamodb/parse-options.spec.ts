import { isIdempotencyError } from '../../../lib/errors/idempotency-error.js';
import { DynamoDBRepository } from '../../../lib/repository/dynamodb/dynamodb-repository.js';
import { parseLayout, parseOptions } from '../../../lib/repository/dynamodb/parse-options.js';
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

  it.each<[string, unknown, string]>([
    ['no options', undefined, 'the argument must be an object; given: undefined'],
    [
      'a table that the environment lacks',
      { tableName: undefined },
      'tableName must be the name or the ARN of a table; given: undefined',
    ],
    ['a table name with a space', { tableName: 'a table' }, 'given: "a table"'],
    ['a table name that is too short', { tableName: 'ab' }, 'given: "ab"'],
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
    ['a client that is null', { tableName: 'abc', client: null }, 'given: null'],
  ])('refuse %s', (_, options, message) => {
    expect(refusal(options)).toContain(message);
    expect(refusal(options)).toMatch(/^DynamoDBRepository: /);
  });

  it('show nothing of what may hold credentials', () => {
    const secret = { accessKeyId: 'AKIASECRET', toString: () => 'AKIASECRET' };
    for (const options of [
      { tableName: secret },
      { tableName: 'abc', client: secret },
      { tableName: 'abc', credentials: secret },
      { tableName: 'abc', sortKey: [secret] },
    ]) {
      expect(refusal(options)).not.toContain('SECRET');
    }
  });
});
