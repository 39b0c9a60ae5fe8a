import { explainFailure } from '../../../lib/repository/dynamodb/explain-failure.js';
import { parseLayout } from '../../../lib/repository/dynamodb/parse-options.js';
import type { TableLayout } from '../../../lib/repository/dynamodb/table-layout.js';
import { NoTimeLeft, TimeLimitReached } from '../../../lib/repository/dynamodb/time-limit.js';

const layout = parseLayout({ tableName: 'records', sortKey: { name: 'sk' } });

interface Place {
  readonly region?: string;
  readonly table?: TableLayout;
}

const explain = (error: unknown, { region, table = layout }: Place = {}): string =>
  explainFailure(error, { task: 'claim a record', layout: table, timeoutMs: 250, region }).message;

const explained = (why: string): string => `Could not claim a record in DynamoDB table "records": ${why}`;

const serviceError = (name: string, message = 'secret', more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

const refused = (message: string): Error => serviceError('ValidationException', message);

const coded = (code: string): Error => serviceError('Error', 'secret', { code });

const cancelled = (...CancellationReasons: readonly unknown[]): Error =>
  serviceError('TransactionCanceledException', 'secret', { CancellationReasons });

const NO_TABLE =
  'Create it (idempotencyTable() returns its definition), or correct the option tableName, the region (AWS_REGION, ' +
  'or that of the options client and clientConfig) or the account.';

const TOO_LARGE =
  'the item would be larger than DynamoDB allows (400 KB). Store less: a projection of the result (option result), ' +
  'fewer or smaller steps.';

const KEY_SCHEMA = 'the table has another primary key than the options say: partitionKey "id" of type S and ';

const unreachable = (code: string): string =>
  `DynamoDB cannot be reached (${code}); whether a write took effect is unknown. Check the endpoint, the region and ` +
  'the network.';

const unknown = (names: string): string =>
  `the request failed (${names}); the error of the client is the cause of this one.`;

describe('explainFailure', () => {
  it.each<{ why: string; names: readonly string[] }>([
    { names: ['ResourceNotFoundException'], why: `there is no such table. ${NO_TABLE}` },
    {
      names: ['AccessDeniedException', 'AccessDenied'],
      why:
        'access is denied. The role needs dynamodb:GetItem, dynamodb:PutItem, dynamodb:UpdateItem on the table ' +
        '(leastPrivilegePolicy() returns the statement), the actions of staged writes on theirs, and the use of the ' +
        'KMS key if a key of your own encrypts it.',
    },
    {
      names: [
        'ProvisionedThroughputExceededException',
        'ProvisionedThroughputExceeded',
        'ThrottlingException',
        'ThrottlingError',
        'RequestLimitExceeded',
      ],
      why:
        'DynamoDB throttled it, its retries included. Raise the capacity of the table, or set it to on-demand ' +
        '(BillingMode PAY_PER_REQUEST).',
    },
    {
      names: [
        'CredentialsProviderError',
        'UnrecognizedClientException',
        'InvalidSignatureException',
        'IncompleteSignatureException',
        'MissingAuthenticationTokenException',
        'ExpiredTokenException',
        'ExpiredToken',
      ],
      why:
        'there are no valid AWS credentials. Run under a role, or set them in the environment, or give them ' +
        '(option clientConfig).',
    },
    {
      names: ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'],
      why: 'the AWS SDK cannot be loaded. Install @aws-sdk/client-dynamodb.',
    },
    {
      names: ['TransactionConflictException', 'TransactionConflict', 'TransactionInProgressException'],
      why: 'transactions kept the item busy, its retries included. Try again later.',
    },
    {
      names: ['TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'AbortError', 'ETIMEDOUT'],
      why:
        'the connection or the request timed out, its retries included; whether a write took effect is unknown. ' +
        'Check the way to DynamoDB (endpoint, VPC endpoint, security groups, proxy).',
    },
    {
      names: ['InternalServerError', 'InternalFailure', 'ServiceUnavailable', 'ServiceUnavailableException'],
      why: 'DynamoDB failed internally, the retries included; whether a write took effect is unknown. Try again later.',
    },
  ])('explains $names: the name of an error, its code or a reason of a cancelled transaction', ({ names, why }) => {
    for (const name of names) {
      expect(explain(serviceError(name))).toBe(explained(why));
      expect(explain(coded(name))).toBe(explained(why));
      expect(explain(cancelled({ Code: 'None' }, { Code: name }))).toBe(explained(why));
    }
  });

  it.each<[string, unknown, string]>([
    [
      'a call at its deadline',
      new NoTimeLeft('secret'),
      'no time was left for it; nothing was sent. The call was at its deadline: allow it more time.',
    ],
    [
      'an answer that did not come',
      new TimeLimitReached('secret'),
      'no answer came within 250 ms; whether a write took effect is unknown. Check the way to DynamoDB (endpoint, ' +
        'VPC endpoint, security groups, proxy) and the time that the call is allowed.',
    ],
    ['a large item', refused('Item size to update has exceeded the maximum allowed size'), TOO_LARGE],
    ['a large item in other words', refused('The size of the item is too large'), TOO_LARGE],
    [
      'a large item in a transaction',
      cancelled({ Code: 'ValidationError', Message: 'Item size has exceeded the maximum allowed size' }),
      TOO_LARGE,
    ],
    [
      'no region',
      new Error('Region is missing'),
      'no region is set. Set AWS_REGION, or give one (option clientConfig).',
    ],
    ['a wrapped error of the network', new Error('wrapped: getaddrinfo ENOTFOUND secret'), unreachable('ENOTFOUND')],
    ['several failed connections', new AggregateError([coded('EHOSTUNREACH')]), unreachable('EHOSTUNREACH')],
    ['an error that nobody foresaw', serviceError('SomethingNew'), unknown('SomethingNew')],
    ['an error of its own name and code', serviceError('Odd', 'secret', { code: 'E_ODD' }), unknown('Odd, E_ODD')],
    [
      'a cancelled transaction, by those reasons that are some',
      cancelled({ Code: 'None' }, { Code: 'Odd' }),
      unknown('TransactionCanceledException, Odd'),
    ],
    ['an error that says no more than that it is one', new Error('secret'), unknown('an error without a name')],
    ['a string', 'secret', unknown('an error without a name')],
    ['undefined', undefined, unknown('an error without a name')],
    ['null', null, unknown('an error without a name')],
  ])('explains %s without a word of the store', (_, error, why) => {
    expect(explain(error)).toBe(explained(why));
  });

  it.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])(
    'explains %s of the network',
    (code) => expect(explain(coded(code))).toBe(explained(unreachable(code))),
  );

  it.each([
    'The provided key element does not match the schema',
    'The number of conditions on the keys is invalid',
    'One of the required keys was not given a value: Missing the key sk in the item',
    'One or more parameter values were invalid: Type mismatch for key id expected: N actual: S',
  ])('tells the primary key that the table should have: %s', (message) => {
    expect(explain(refused(message))).toBe(
      explained(`${KEY_SCHEMA}sortKey "sk" of type S. Set them to the table's own.`),
    );
    expect(explain(refused(message), { table: parseLayout({ tableName: 'records' }) })).toBe(
      explained(`${KEY_SCHEMA}no sortKey. Set them to the table's own.`),
    );
  });

  it('names the region of a missing table', () => {
    expect(explain(serviceError('ResourceNotFoundException'), { region: 'eu-west-1' })).toBe(
      explained(`there is no such table in eu-west-1. ${NO_TABLE}`),
    );
  });

  it('keeps the error of the store as the cause, and is retryable', () => {
    const cause = serviceError('ThrottlingException');
    const error = explainFailure(cause, { task: 'read a record', layout, timeoutMs: 250, region: undefined });
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', retryable: true });
    expect(error.cause).toBe(cause);
  });
});
