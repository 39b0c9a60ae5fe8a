import { explainFailure } from '../../../lib/repository/dynamodb/explain-failure.js';
import { parseLayout } from '../../../lib/repository/dynamodb/parse-options.js';

const layout = parseLayout({ tableName: 'records', sortKey: { name: 'sk' } });

const explain = (error: unknown, region?: string): string =>
  explainFailure(error, { task: 'claim a record', layout, timeoutMs: 250, region }).message;

const serviceError = (name: string, message = 'secret', more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

describe('explainFailure', () => {
  it.each<[string, unknown, string]>([
    [
      'a missing table',
      serviceError('ResourceNotFoundException'),
      'there is no such table. Create it (idempotencyTable()',
    ],
    [
      'denied access',
      serviceError('AccessDeniedException'),
      'The role needs dynamodb:GetItem, dynamodb:PutItem, dynamodb:UpdateItem',
    ],
    ['throttling', serviceError('ThrottlingException'), 'set it to on-demand'],
    ['too little capacity', serviceError('ProvisionedThroughputExceededException'), 'Raise the capacity'],
    [
      'another key schema',
      serviceError('ValidationException', 'The provided key element does not match the schema'),
      'partitionKey "id" of type S and sortKey "sk" of type S',
    ],
    [
      'a large item',
      serviceError('ValidationException', 'Item size to update has exceeded the maximum allowed size'),
      'larger than DynamoDB allows (400 KB)',
    ],
    ['expired credentials', serviceError('ExpiredTokenException'), 'no valid AWS credentials'],
    ['no region', new Error('Region is missing'), 'Set AWS_REGION'],
    ['no SDK', serviceError('Error', '', { code: 'MODULE_NOT_FOUND' }), 'Install @aws-sdk/client-dynamodb'],
    ['transactions without end', serviceError('TransactionConflictException'), 'Try again later'],
    ['a slow connection', serviceError('TimeoutError'), 'the connection or the request timed out'],
    ['a refused connection', serviceError('Error', 'x', { code: 'ECONNREFUSED' }), 'cannot be reached (ECONNREFUSED)'],
    [
      'one that a client has wrapped',
      new Error('wrapped: getaddrinfo ENOTFOUND secret'),
      'cannot be reached (ENOTFOUND)',
    ],
    [
      'connections to several addresses',
      Object.assign(new AggregateError([serviceError('Error', 'x', { code: 'EHOSTUNREACH' })])),
      'cannot be reached (EHOSTUNREACH)',
    ],
    ['a fault of the service', serviceError('InternalServerError'), 'DynamoDB failed internally'],
    [
      'a throttled transaction',
      serviceError('TransactionCanceledException', 'x', {
        CancellationReasons: [{ Code: 'None' }, { Code: 'ThrottlingError' }],
      }),
      'throttled',
    ],
    [
      'a large item in a transaction',
      serviceError('TransactionCanceledException', 'x', {
        CancellationReasons: [{ Code: 'ValidationError', Message: 'Item size has exceeded the maximum allowed size' }],
      }),
      'larger than DynamoDB allows',
    ],
    ['anything else', serviceError('SomethingNew'), 'the request failed (SomethingNew)'],
    ['a string', 'secret', 'the request failed (an error without a name)'],
    ['undefined', undefined, 'the request failed (an error without a name)'],
  ])('explains %s', (_, error, part) => {
    expect(explain(error)).toContain('Could not claim a record in DynamoDB table "records": ');
    expect(explain(error)).toContain(part);
    expect(explain(error)).not.toContain('secret');
  });

  it('names the region of a missing table', () => {
    expect(explain(serviceError('ResourceNotFoundException'), 'eu-west-1')).toContain('no such table in eu-west-1.');
  });

  it('keeps the error of the store as the cause, and is retryable', () => {
    const cause = serviceError('ThrottlingException');
    const error = explainFailure(cause, { task: 'read a record', layout, timeoutMs: 250, region: undefined });
    expect(error).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY', retryable: true });
    expect(error.cause).toBe(cause);
  });
});
