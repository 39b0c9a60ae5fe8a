import {
  asyncInvocation,
  dynamodbStream,
  eventBridge,
  http,
  kinesis,
  s3,
  schedule,
  snsThroughSqs,
  sns,
  sqs,
  stepFunctions,
} from '../../lib/sources/index.js';
import { changed, readDelivery, type Json } from './delivery.js';

/** What a source delivers around one request. */
export interface Scene {
  /** The recommended key of the source. */
  readonly key: (...args: never[]) => unknown;
  readonly first: Json;
  readonly redelivered: Json;
  readonly sentAgain: Json;
  /** Another request. */
  readonly another: Json;
  /** The arguments of the guarded method; the delivery itself unless told. */
  readonly args?: (delivery: Json) => readonly unknown[];
}

const ORDER = '{"orderId":"A-1001","customer":{"id":"C-7"},"total":4200}';
const OTHER_ORDER = ORDER.replace('A-1001', 'A-1002');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Changes that are made to the delivery of the file named like the source. */
function scene(
  source: string,
  key: Scene['key'],
  changes: Readonly<Record<'redelivered' | 'sentAgain' | 'another', Readonly<Record<string, unknown>>>>,
  args?: Scene['args'],
): Scene {
  const first = readDelivery(source);
  return {
    key,
    first,
    redelivered: changed(first, changes.redelivered),
    sentAgain: changed(first, changes.sentAgain),
    another: changed(first, changes.another),
    ...(args && { args }),
  };
}

const envelopeOf = (message: string): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: '5f1c0e1a-7d0e-5f55-9d3e-53a2c4b7e6d1',
    TopicArn: 'arn:aws:sns:eu-central-1:123456789012:orders',
    Message: message,
    Timestamp: '2025-11-25T12:07:09.114Z',
    Signature: 'eYxM0sQ1dVb',
  });

const receivedAgain = { receiptHandle: 'AQEBzWwaftRI0KuVm4tP', 'attributes.ApproximateReceiveCount': '2' };
const sentLater = {
  messageId: 'c1f0a5de-93a4-4f0c-8a0b-6f1f7f6d2b11',
  receiptHandle: 'AQEBh3yXq1mZc0oVdTnS',
  'attributes.SentTimestamp': '1764072431000',
};
const retriedV2 = {
  'requestContext.requestId': 'JKJbYnQMwIdFTIB=',
  'requestContext.timeEpoch': 1764072009000,
  'headers.x-amzn-trace-id': 'Root=1-69259fc9-0a1b2c3d4e5f60718293a4b5',
};
const otherKey = '0b7e5d0c-3d53-4a53-8f0e-5a4f0f6a1f6e';

/** One scene for each source, by its name. */
export const SCENES: Readonly<Record<string, Scene>> = {
  'event-bridge': scene('event-bridge', eventBridge.detail('orderId'), {
    redelivered: {},
    sentAgain: { id: '8e1fca43-3a1c-7f0d-bb6e-2f4a7a3f9c55', time: '2025-11-25T12:06:44Z' },
    another: { id: '0d2f4b63-5c7e-4d8a-9f10-1a2b3c4d5e6f', 'detail.orderId': 'A-1002' },
  }),
  sqs: scene('sqs', sqs.body('orderId'), {
    redelivered: receivedAgain,
    sentAgain: sentLater,
    another: { ...sentLater, body: OTHER_ORDER },
  }),
  'sqs-fifo': scene('sqs-fifo', sqs.body('orderId'), {
    redelivered: receivedAgain,
    sentAgain: { ...sentLater, 'attributes.SequenceNumber': '18849496460467700480' },
    another: { ...sentLater, body: OTHER_ORDER, 'attributes.MessageDeduplicationId': 'order-A-1002' },
  }),
  sns: scene('sns', sns.message('orderId'), {
    redelivered: {},
    sentAgain: { 'Sns.MessageId': '5f1c0e1a-7d0e-5f55-9d3e-53a2c4b7e6d1', 'Sns.Timestamp': '2025-11-25T12:07:09.114Z' },
    another: { 'Sns.MessageId': '0a3b8a52-3c5d-5e1f-a1b2-d7c8e9f00112', 'Sns.Message': OTHER_ORDER },
  }),
  'sns-through-sqs': scene('sns-through-sqs', snsThroughSqs.message('orderId'), {
    redelivered: receivedAgain,
    sentAgain: { ...sentLater, body: envelopeOf(ORDER) },
    another: { ...sentLater, body: envelopeOf(OTHER_ORDER) },
  }),
  kinesis: scene('kinesis', kinesis.data('orderId'), {
    redelivered: {},
    sentAgain: {
      eventID: 'shardId-000000000006:49590338271490256608559692540925702759324208523137515618',
      'kinesis.sequenceNumber': '49590338271490256608559692540925702759324208523137515618',
      'kinesis.approximateArrivalTimestamp': 1764072007.5,
    },
    another: { 'kinesis.data': base64(OTHER_ORDER) },
  }),
  'dynamodb-stream': scene('dynamodb-stream', dynamodbStream.sequence(), {
    redelivered: {},
    sentAgain: {
      eventID: 'c4ca4238a0b923820dcc509a6f75849b',
      eventName: 'MODIFY',
      'dynamodb.SequenceNumber': '111400000000000000000000002',
    },
    another: {
      'dynamodb.Keys': { orderId: { S: 'A-1002' } },
      'dynamodb.SequenceNumber': '111400000000000000000000003',
    },
  }),
  s3: scene('s3', s3.change(), {
    redelivered: {},
    sentAgain: {
      eventTime: '2025-11-25T12:09:00.000Z',
      responseElements: { 'x-amz-request-id': 'A1B2C3D4E5F60718', 'x-amz-id-2': 'Zk9' },
      's3.object.versionId': 'Q4mC0yPzE7h1n2fV6b9oX3sTuRkWjLdA',
      's3.object.sequencer': '0A1B2C3D4E5F67AA10',
    },
    another: { 's3.object.key': 'invoices/A-1002.pdf' },
  }),
  'api-gateway-rest': scene('api-gateway-rest', http.header('Idempotency-Key'), {
    redelivered: {
      'requestContext.requestId': '77eb18f4-78ad-4db9-a6ba-6b8d1e5d7e52',
      'requestContext.requestTimeEpoch': 1764072009000,
    },
    sentAgain: { 'headers.Idempotency-Key': otherKey, 'multiValueHeaders.Idempotency-Key': [otherKey] },
    another: { body: OTHER_ORDER, 'headers.Idempotency-Key': 'k-2', 'multiValueHeaders.Idempotency-Key': ['k-2'] },
  }),
  'api-gateway-http': scene('api-gateway-http', http.header('Idempotency-Key'), {
    redelivered: retriedV2,
    sentAgain: { ...retriedV2, 'headers.idempotency-key': otherKey },
    another: { ...retriedV2, 'headers.idempotency-key': 'k-2', body: base64(OTHER_ORDER) },
  }),
  'function-url': scene('function-url', http.header('Idempotency-Key'), {
    redelivered: retriedV2,
    sentAgain: { ...retriedV2, 'headers.idempotency-key': otherKey },
    another: { ...retriedV2, 'headers.idempotency-key': 'k-2', body: OTHER_ORDER },
  }),
  'load-balancer': scene('load-balancer', http.header('Idempotency-Key'), {
    redelivered: { 'multiValueHeaders.x-amzn-trace-id': ['Root=1-69259fc9-0a1b2c3d4e5f60718293a4b5'] },
    sentAgain: { 'multiValueHeaders.idempotency-key': [otherKey] },
    another: { 'multiValueHeaders.idempotency-key': ['k-2'], body: OTHER_ORDER },
  }),
  'step-functions': scene('step-functions', stepFunctions.state(), {
    redelivered: { 'context.State.RetryCount': 1 },
    sentAgain: {
      'context.Execution.Id': 'arn:aws:states:eu-central-1:123456789012:execution:fulfilment:second',
      'context.State.EnteredTime': '2025-11-25T12:08:30.417Z',
    },
    another: { 'context.State.Name': 'Ship', 'context.State.EnteredTime': '2025-11-25T12:00:09.020Z' },
  }),
  schedule: scene('schedule', schedule.occurrence(), {
    redelivered: {},
    sentAgain: { id: '1f0e2d3c-4b5a-6978-8796-a5b4c3d2e1f0' },
    another: { id: '7c6b5a49-3827-1605-f4e3-d2c1b0a99887', time: '2025-11-26T02:00:00Z' },
  }),
  'async-invocation': scene(
    'async-invocation',
    asyncInvocation.requestId(),
    {
      redelivered: { 'context.logStreamName': '2025/11/25/[$LATEST]fedcba9876543210fedcba9876543210' },
      sentAgain: { 'context.awsRequestId': '1d2c3b4a-5f6e-4798-8a9b-0c1d2e3f4a5b' },
      another: { 'context.awsRequestId': '9a8b7c6d-5e4f-4a3b-8c2d-1e0f9a8b7c6d', 'payload.orderId': 'A-1002' },
    },
    ({ payload, context }) => [payload, context],
  ),
};
