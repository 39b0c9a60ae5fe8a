import { parseKeyPath } from '../../lib/key/key-path.js';
import { weaknessOf } from '../../lib/key/weak-key.js';

const weakness = (...paths: readonly string[]): string | undefined => weaknessOf(paths.map(parseKeyPath));

describe('a weak key', () => {
  test.each([
    ['receiptHandle'],
    ['messageId', 'receiptHandle'],
    ['attributes.ApproximateReceiveCount'],
    ['requestContext.requestId'],
    ['requestContext.requestId', 'body'],
    ['requestContext.extendedRequestId'],
    ['requestContext.timeEpoch'],
    ['requestContext.requestTime'],
    ['requestContext.requestTimeEpoch'],
    ['requestContext.time'],
    ['attributes.ApproximateFirstReceiveTimestamp'],
    ['headers.X-Amzn-Trace-Id'],
    ['context.State.RetryCount'],
  ])('is new in every delivery: %s %s', (...paths) => {
    expect(weakness(...paths)).toMatch(/^is new in every delivery/);
  });

  test.each([
    ['time'],
    ['timestamp'],
    ['detail.timestamp'],
    ['detail.created_at?'],
    ['attributes.SentTimestamp'],
    ['eventTime'],
    ['dynamodb.ApproximateCreationDateTime'],
    ['time', 'detail.timestamp'],
  ])('is a time: %s %s', (...paths) => {
    expect(weakness(...paths)).toMatch(/^is a time/);
  });

  test.each([
    ['userId'],
    ['detail.customer_id'],
    ['requestContext.identity.sourceIp'],
    ['requestContext.authorizer.jwt.claims.name'],
    ['requestContext.http.sourceIp'],
    ['requestContext.identity.apiKey'],
    ['requestContext.http.userAgent'],
    ['userIdentity.type'],
    ['source', 'detail-type'],
    ['account'],
    ['region'],
    ['eventSource'],
    ['eventSourceARN'],
    ['awsRegion'],
    ['eventName'],
    ['eventVersion'],
    ['Sns.TopicArn'],
    ['kinesis.partitionKey'],
    ['attributes.MessageGroupId'],
    ['detail.userName'],
    ['detail.accountId'],
    ['detail.tenant_id'],
    ['detail.clientId'],
    ['detail.principal-id'],
    ['claims.sub'],
    ['body.email'],
  ])('is the same for many requests: %s %s', (...paths) => {
    expect(weakness(...paths)).toMatch(/^is the same for many requests/);
  });
});

test.each([
  ['detail.orderId'],
  ['id'],
  ['messageId'],
  ['headers.Idempotency-Key'],
  ['requestId'],
  ['detail.userId', 'detail.timestamp'],
  ['detail.meterId', 'time'],
  ['detail.userId', 'detail.orderId'],
  ['detail.seat'],
  ['detail.format'],
  ['detail.overtime'],
  ['detail.timezone'],
  ['detail.createdAtDesk'],
  ['body'],
])('nothing speaks against %s %s', (...paths) => {
  expect(weakness(...paths)).toBeUndefined();
});
