/** Compiled, not run: a preset of another source, and a path that the content has not, must be compile errors. */
import type {
  ALBEvent,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  Context,
  DynamoDBRecord,
  EventBridgeEvent,
  KinesisStreamRecord,
  LambdaFunctionURLEvent,
  S3Event,
  S3EventRecord,
  ScheduledEvent,
  SNSEvent,
  SNSEventRecord,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { Idempotent } from '../../lib/index.js';
import {
  asyncInvocation,
  dynamodbStream,
  eventBridge,
  http,
  kinesis,
  onlyRecord,
  s3,
  schedule,
  sns,
  snsThroughSqs,
  sqs,
  stepFunctions,
  type StepFunctionsPayload,
} from '../../lib/sources/index.js';
import { jmespath } from '../../lib/sources/jmespath/index.js';

interface Order {
  readonly orderId: string;
  readonly note?: string;
  readonly lines: readonly { readonly sku: string }[];
}

class Right {
  @Idempotent({ key: sqs.messageId() })
  async messageId(_record: SQSRecord): Promise<void> {}

  @Idempotent({ key: sqs.deduplicationId() })
  async deduplicationId(_record: SQSRecord, _context: Context): Promise<void> {}

  @Idempotent({ key: sqs.body<Order>()('orderId'), fingerprint: sqs.body<Order>()(['lines.0.sku', 'note?']) })
  async checkedBody(_record: SQSRecord): Promise<void> {}

  @Idempotent({ key: sqs.body(['orderId', 'whatever?']) })
  async uncheckedBody(_record: SQSRecord): Promise<void> {}

  @Idempotent({ payload: 1, key: sqs.messageId() })
  async second(_prefix: string, _record: SQSRecord): Promise<void> {}

  @Idempotent({ key: sns.message<Order>()('orderId') })
  async sns(_record: SNSEventRecord): Promise<void> {}

  @Idempotent({ key: onlyRecord(sns.message<Order>()('orderId')) })
  async snsEvent(_event: SNSEvent): Promise<void> {}

  @Idempotent({ key: onlyRecord(sqs.messageId()) })
  async sqsEvent(_event: SQSEvent): Promise<void> {}

  @Idempotent({ key: onlyRecord(s3.change()) })
  async s3Event(_event: S3Event): Promise<void> {}

  @Idempotent({ key: snsThroughSqs.message<Order>()('orderId') })
  async snsThroughSqs(_record: SQSRecord): Promise<void> {}

  @Idempotent({ key: eventBridge.id() })
  async eventId(_event: EventBridgeEvent<'OrderPlaced', Order>): Promise<void> {}

  @Idempotent({ key: eventBridge.detail<Order>()('orderId') })
  async detail(_event: EventBridgeEvent<'OrderPlaced' | 'OrderPaid', Order>): Promise<void> {}

  @Idempotent({ key: schedule.occurrence() })
  async nightly(_event: ScheduledEvent): Promise<void> {}

  @Idempotent({ key: kinesis.sequence() })
  async sequence(_record: KinesisStreamRecord): Promise<void> {}

  @Idempotent({ key: kinesis.data<Order>()('orderId') })
  async data(_record: KinesisStreamRecord): Promise<void> {}

  @Idempotent({ key: dynamodbStream.sequence() })
  async change(_record: DynamoDBRecord): Promise<void> {}

  @Idempotent({ key: s3.change() })
  async upload(_record: S3EventRecord): Promise<void> {}

  @Idempotent({ key: http.header('Idempotency-Key'), fingerprint: http.body<Order>()('orderId') })
  async rest(_event: APIGatewayProxyEvent): Promise<void> {}

  @Idempotent({ key: http.header('Idempotency-Key'), fingerprint: 'body?' })
  async restBody(_event: APIGatewayProxyEvent): Promise<void> {}

  @Idempotent({ key: http.requestId(), fingerprint: 'body?' })
  async httpApi(_event: APIGatewayProxyEventV2): Promise<void> {}

  @Idempotent({ key: http.header('Idempotency-Key'), fingerprint: 'body?' })
  async url(_event: LambdaFunctionURLEvent): Promise<void> {}

  @Idempotent({ key: http.header('Idempotency-Key'), fingerprint: 'body?' })
  async loadBalancer(_event: ALBEvent): Promise<void> {}

  @Idempotent({ key: stepFunctions.state() })
  async task(_payload: StepFunctionsPayload & { readonly order: Order }): Promise<void> {}

  @Idempotent({ key: asyncInvocation.requestId() })
  async job(_job: Order, _context: Context): Promise<void> {}

  @Idempotent({ key: jmespath('powertools_json(body).orderId') })
  async expression(_record: SQSRecord): Promise<void> {}
}

class Wrong {
  // @ts-expect-error a preset of records, on a whole event
  @Idempotent({ key: sqs.messageId() })
  async wholeEvent(_event: SQSEvent): Promise<void> {}

  // @ts-expect-error a preset of another source
  @Idempotent({ key: sqs.messageId() })
  async otherSource(_record: SNSEventRecord): Promise<void> {}

  // @ts-expect-error a preset of another stream
  @Idempotent({ key: dynamodbStream.sequence() })
  async otherStream(_record: KinesisStreamRecord): Promise<void> {}

  // @ts-expect-error a record is no request
  @Idempotent({ key: http.header('Idempotency-Key') })
  async noRequest(_record: SQSRecord): Promise<void> {}

  // @ts-expect-error a request may have no body
  @Idempotent({ key: http.header('Idempotency-Key'), fingerprint: 'body' })
  async noBody(_event: APIGatewayProxyEvent): Promise<void> {}

  // @ts-expect-error an Application Load Balancer gives no request id
  @Idempotent({ key: http.requestId() })
  async noRequestId(_event: ALBEvent): Promise<void> {}

  // @ts-expect-error not started by a schedule
  @Idempotent({ key: schedule.occurrence() })
  async noSchedule(_event: EventBridgeEvent<'OrderPlaced', Order>): Promise<void> {}

  // @ts-expect-error the method takes no Lambda context
  @Idempotent({ key: asyncInvocation.requestId() })
  async noContext(_job: Order): Promise<void> {}

  // @ts-expect-error the context object is not handed over
  @Idempotent({ key: stepFunctions.state() })
  async noStepFunctionsContext(_payload: Order): Promise<void> {}
}

// @ts-expect-error a typo in a path
sqs.body<Order>()('orderid');
// @ts-expect-error a typo in one of several paths
sqs.body<Order>()(['orderId', 'lines.0.sk']);
// @ts-expect-error an optional member without ?
sns.message<Order>()('note');
// @ts-expect-error a typo in a path
snsThroughSqs.message<Order>()('order');
// @ts-expect-error a typo in a path
eventBridge.detail<Order>()('detail.orderId');
// @ts-expect-error a typo in a path
kinesis.data<Order>()('lines.sku');
// @ts-expect-error a typo in a path
http.body<Order>()('id');
// @ts-expect-error a type for the content wants paths that are checked against it
sqs.body<Order>('orderId');
// @ts-expect-error of records, not of single values
onlyRecord('messageId');

export { Right, Wrong };
