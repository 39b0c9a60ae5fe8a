/** What one kind of repetition keeps, and what it does not: paths into the method's payload. */
export interface Repetition {
  /** How it comes about. */
  readonly how: string;
  readonly same: readonly string[];
  readonly changed: readonly string[];
}

/** What there is to know of an event source by whoever chooses a key. */
export interface EventSource {
  readonly name: string;
  readonly title: string;
  /** The type of the guarded method's payload, as `@types/aws-lambda` names it. */
  readonly payload: string;
  /** The source, or what stands between, delivers the same thing once more. */
  readonly redelivery: Repetition;
  /** The sender sends it once more. */
  readonly sentAgain: Repetition;
  /** Whether both are one request under the recommended key. */
  readonly sentAgainIs: 'the same request' | 'another request';
  /** The recommended key, as code. */
  readonly key: string;
  /** Other keys, and when to take them. */
  readonly otherwise: readonly (readonly [key: string, when: string])[];
  /** A record has to answer for at least as long as the source may deliver again. */
  readonly ttl: string;
  readonly ttlBecause: string;
  readonly notes: readonly string[];
}

const HTTP_SENT_AGAIN: Repetition = {
  how: 'the client wants the same a second time, and sends a new key',
  same: ['body'],
  changed: [],
};

const HTTP_TTL = 'as long as clients try again: agree on it with them';

const SCOPE =
  'Clients choose the key: name the caller in the option `scope`, as your authorizer established it, and compare ' +
  "what must not change under one key by `fingerprint: 'body?'`.";

/** All event sources with presets, in the order of the page made of them. */
export const EVENT_SOURCES: readonly EventSource[] = [
  {
    name: 'event-bridge',
    title: 'EventBridge',
    payload: 'EventBridgeEvent',
    redelivery: {
      how: 'EventBridge, or the queue of asynchronous invocations behind it, delivers again',
      same: ['id', 'time', 'source', 'detail-type', 'detail'],
      changed: [],
    },
    sentAgain: {
      how: 'the sender calls PutEvents again',
      same: ['source', 'detail-type', 'detail'],
      changed: ['id', 'time'],
    },
    sentAgainIs: 'the same request',
    key: "eventBridge.detail<Order>()('orderId')",
    otherwise: [
      ['eventBridge.id()', 'the detail names nothing; what the sender puts again is then another request'],
      ["'detail.orderId'", 'events of several sources or types about one thing shall be one request'],
    ],
    ttl: '48h',
    ttlBecause: 'a target is tried for up to 24 hours, and Lambda tries for up to 6 hours more',
    notes: [
      'Several targets of one event never answer for one another: records belong to an operation, which differs from ' +
        'function to function and from method to method.',
      'A replay from an archive repeats the detail, so that records which still answer do so. Where a replay is to ' +
        "run everything anew, make it part of the key: `['replay-name?', 'detail.orderId']`.",
      "An EventBridge event in a queue is a body: `sqs.body('detail.orderId')`.",
    ],
  },
  {
    name: 'sqs',
    title: 'SQS, standard queue',
    payload: 'SQSRecord',
    redelivery: {
      how: 'the visibility timeout ends before the message is deleted, or the queue delivers it more than once',
      same: ['messageId', 'body', 'attributes.SentTimestamp', 'eventSourceARN'],
      changed: ['receiptHandle', 'attributes.ApproximateReceiveCount'],
    },
    sentAgain: {
      how: 'the producer sends it again, or it is moved back from a dead-letter queue',
      same: ['body'],
      changed: ['messageId', 'receiptHandle', 'attributes.SentTimestamp'],
    },
    sentAgainIs: 'the same request',
    key: "sqs.body<Order>()('orderId')",
    otherwise: [['sqs.messageId()', 'the body names nothing; what the producer sends again is then another request']],
    ttl: '14d',
    ttlBecause: 'a queue keeps messages for 4 days, or up to 14 as it is configured',
    notes: [
      'The whole record is no key: its receipt handle is new in every delivery.',
      'Guard the method of one record, not of the event: see docs/batches.md.',
    ],
  },
  {
    name: 'sqs-fifo',
    title: 'SQS, FIFO queue',
    payload: 'SQSRecord',
    redelivery: {
      how: 'the visibility timeout ends before the message is deleted',
      same: [
        'messageId',
        'body',
        'attributes.MessageDeduplicationId',
        'attributes.MessageGroupId',
        'attributes.SequenceNumber',
      ],
      changed: ['receiptHandle', 'attributes.ApproximateReceiveCount'],
    },
    sentAgain: {
      how: 'the producer sends it again after more than 5 minutes; until then the queue drops it',
      same: ['body', 'attributes.MessageDeduplicationId', 'attributes.MessageGroupId'],
      changed: ['messageId', 'receiptHandle', 'attributes.SequenceNumber'],
    },
    sentAgainIs: 'the same request',
    key: "sqs.body<Order>()('orderId')",
    otherwise: [
      ['sqs.deduplicationId()', 'the body names nothing; the producer sets the id, or the queue derives it'],
      ['sqs.messageId()', 'what the producer sends again is to be another request'],
    ],
    ttl: '14d',
    ttlBecause: 'a queue keeps messages for 4 days, or up to 14 as it is configured',
    notes: [
      'The deduplication id counts within a queue, or within a message group where the queue is set so: the preset ' +
        'takes all three.',
      'On the way into a dead-letter queue a message gets its message id as its deduplication id, and a new message ' +
        'id on the way back: only the body stays the same.',
    ],
  },
  {
    name: 'sns',
    title: 'SNS',
    payload: 'SNSEventRecord',
    redelivery: {
      how: 'SNS, or the queue of asynchronous invocations behind it, delivers again',
      same: ['Sns.MessageId', 'Sns.Message', 'Sns.Timestamp'],
      changed: [],
    },
    sentAgain: {
      how: 'the publisher publishes it again',
      same: ['Sns.Message', 'Sns.TopicArn'],
      changed: ['Sns.MessageId', 'Sns.Timestamp'],
    },
    sentAgainIs: 'the same request',
    key: "sns.message<Order>()('orderId')",
    otherwise: [['sns.messageId()', 'the message names nothing']],
    ttl: '24d',
    ttlBecause: 'SNS tries Lambda functions and queues for up to 23 days',
    notes: [
      'An event of SNS holds one record: `onlyRecord(sns.messageId())` is a key for a method of the `SNSEvent`.',
    ],
  },
  {
    name: 'sns-through-sqs',
    title: 'SNS through SQS',
    payload: 'SQSRecord',
    redelivery: {
      how: 'the queue delivers again',
      same: ['messageId', 'body'],
      changed: ['receiptHandle', 'attributes.ApproximateReceiveCount'],
    },
    sentAgain: {
      how: 'the publisher publishes it again, or SNS delivers it to the queue again',
      same: ['eventSourceARN'],
      changed: ['messageId', 'body', 'receiptHandle'],
    },
    sentAgainIs: 'the same request',
    key: "snsThroughSqs.message<Order>()('orderId')",
    otherwise: [['snsThroughSqs.messageId()', 'the message names nothing, and raw message delivery is off']],
    ttl: '24d',
    ttlBecause: 'SNS tries queues for up to 23 days',
    notes: [
      'In its envelope or raw, the key is the same: raw message delivery can be switched at any time.',
      'The body is not the same when SNS sends again: its envelope holds a time and a signature.',
    ],
  },
  {
    name: 'kinesis',
    title: 'Kinesis data streams',
    payload: 'KinesisStreamRecord',
    redelivery: {
      how: 'the batch failed, or its shard is read again from a checkpoint',
      same: ['eventID', 'kinesis.sequenceNumber', 'kinesis.partitionKey', 'kinesis.data'],
      changed: [],
    },
    sentAgain: {
      how: 'the producer calls PutRecord again, for it saw no answer',
      same: ['kinesis.partitionKey', 'kinesis.data'],
      changed: ['eventID', 'kinesis.sequenceNumber', 'kinesis.approximateArrivalTimestamp'],
    },
    sentAgainIs: 'the same request',
    key: "kinesis.data<Order>()('orderId')",
    otherwise: [['kinesis.sequence()', 'the data name nothing, and the Kinesis Producer Library does not aggregate']],
    ttl: '48h',
    ttlBecause: 'a stream keeps records for 24 hours, or up to 365 days as it is configured',
    notes: [
      'Sequence numbers count within a shard: the preset takes stream, shard and partition key with them.',
      'Records that the Kinesis Producer Library packed into one share its sequence number.',
    ],
  },
  {
    name: 'dynamodb-stream',
    title: 'DynamoDB Streams',
    payload: 'DynamoDBRecord',
    redelivery: {
      how: 'the batch failed, or its shard is read again from a checkpoint',
      same: ['eventID', 'dynamodb.SequenceNumber', 'dynamodb.Keys', 'dynamodb.NewImage'],
      changed: [],
    },
    sentAgain: {
      how: 'the item is written again',
      same: ['dynamodb.Keys', 'eventSourceARN'],
      changed: ['eventID', 'dynamodb.SequenceNumber'],
    },
    sentAgainIs: 'another request',
    key: 'dynamodbStream.sequence()',
    otherwise: [
      ["'dynamodb?.Keys?.orderId.S?'", 'one effect for each item, however often it changes'],
      ['onlyRecord(dynamodbStream.sequence())', 'a method of an event whose batch size is 1'],
    ],
    ttl: '48h',
    ttlBecause: 'a stream keeps changes for 24 hours',
    notes: ['A write that changes nothing in the item is not in the stream.'],
  },
  {
    name: 's3',
    title: 'S3 event notifications',
    payload: 'S3EventRecord',
    redelivery: {
      how: 'S3, or the queue of asynchronous invocations behind it, delivers again',
      same: ['s3.bucket.name', 's3.object.key', 's3.object.versionId', 's3.object.sequencer', 's3.object.eTag'],
      changed: [],
    },
    sentAgain: {
      how: 'the same content is uploaded again',
      same: ['s3.bucket.name', 's3.object.key', 's3.object.eTag'],
      changed: ['s3.object.versionId', 's3.object.sequencer', 'eventTime', 'responseElements'],
    },
    sentAgainIs: 'another request',
    key: 's3.change()',
    otherwise: [
      ["['s3.bucket.name', 's3.object.key', 's3.object.eTag']", 'the same content uploaded again is the same request'],
      ['onlyRecord(s3.change())', 'a method of the `S3Event`'],
    ],
    ttl: '48h',
    ttlBecause: 'Lambda tries asynchronous invocations for up to 6 hours; S3 itself may be late',
    notes: [
      'Only notifications of writes and removals have a sequencer. Those about tags, restores or life cycles have ' +
        'none: take the paths that name what happened, such as `eventName` and `s3.object.key`.',
      'Object keys are URL encoded in notifications.',
    ],
  },
  {
    name: 'api-gateway-rest',
    title: 'API Gateway, REST API',
    payload: 'APIGatewayProxyEvent',
    redelivery: {
      how: 'the client sends the request again, for it saw no answer',
      same: ['headers.Idempotency-Key', 'body', 'path'],
      changed: ['requestContext.requestId', 'requestContext.requestTimeEpoch'],
    },
    sentAgain: HTTP_SENT_AGAIN,
    sentAgainIs: 'another request',
    key: "http.header('Idempotency-Key')",
    otherwise: [["http.body<Order>()('orderId')", 'clients send no key, and a field of the body names the request']],
    ttl: '24h',
    ttlBecause: HTTP_TTL,
    notes: [SCOPE, 'The request id of the request context is no key: a client that asks again gets another one.'],
  },
  {
    name: 'api-gateway-http',
    title: 'API Gateway, HTTP API',
    payload: 'APIGatewayProxyEventV2',
    redelivery: {
      how: 'the client sends the request again, for it saw no answer',
      same: ['headers.idempotency-key', 'body', 'rawPath'],
      changed: ['requestContext.requestId', 'requestContext.timeEpoch', 'headers.x-amzn-trace-id'],
    },
    sentAgain: HTTP_SENT_AGAIN,
    sentAgainIs: 'another request',
    key: "http.header('Idempotency-Key')",
    otherwise: [["http.body<Order>()('orderId')", 'clients send no key, and a field of the body names the request']],
    ttl: '24h',
    ttlBecause: HTTP_TTL,
    notes: [SCOPE, 'Header names arrive in lower case, and a body may arrive in base64: the presets read both.'],
  },
  {
    name: 'function-url',
    title: 'Lambda function URL',
    payload: 'LambdaFunctionURLEvent',
    redelivery: {
      how: 'the client sends the request again, for it saw no answer',
      same: ['headers.idempotency-key', 'body', 'rawPath'],
      changed: ['requestContext.requestId', 'requestContext.timeEpoch', 'headers.x-amzn-trace-id'],
    },
    sentAgain: HTTP_SENT_AGAIN,
    sentAgainIs: 'another request',
    key: "http.header('Idempotency-Key')",
    otherwise: [["http.body<Order>()('orderId')", 'clients send no key, and a field of the body names the request']],
    ttl: '24h',
    ttlBecause: HTTP_TTL,
    notes: [SCOPE],
  },
  {
    name: 'load-balancer',
    title: 'Application Load Balancer',
    payload: 'ALBEvent',
    redelivery: {
      how: 'the client sends the request again, for it saw no answer',
      same: ['multiValueHeaders.idempotency-key', 'body', 'path'],
      changed: ['multiValueHeaders.x-amzn-trace-id'],
    },
    sentAgain: HTTP_SENT_AGAIN,
    sentAgainIs: 'another request',
    key: "http.header('Idempotency-Key')",
    otherwise: [["http.body<Order>()('orderId')", 'clients send no key, and a field of the body names the request']],
    ttl: '24h',
    ttlBecause: HTTP_TTL,
    notes: [SCOPE, 'A load balancer gives requests no id.'],
  },
  {
    name: 'step-functions',
    title: 'Step Functions task',
    payload: 'StepFunctionsPayload',
    redelivery: {
      how: 'a retrier of the state tries again',
      same: ['context.Execution.Id', 'context.State.Name', 'context.State.EnteredTime', 'order'],
      changed: ['context.State.RetryCount'],
    },
    sentAgain: {
      how: 'the state machine is started again with the same input',
      same: ['order', 'context.State.Name'],
      changed: ['context.Execution.Id', 'context.State.EnteredTime'],
    },
    sentAgainIs: 'another request',
    key: 'stepFunctions.state()',
    otherwise: [
      ["'order.orderId'", 'executions started twice for one thing are the same request'],
      ['stepFunctions.execution()', 'one effect for each execution, whichever state asks for it'],
    ],
    ttl: '14d',
    ttlBecause: 'an execution may be redriven for 14 days; a standard one may run for a year',
    notes: [
      'The state machine hands its context object over: `"context.$": "$$"` among the parameters, or ' +
        '`"context": "{% $states.context %}"` in JSONata.',
      'Inside a Map state the item belongs to the key. A Map inside a Map does not tell the outer item: add a field ' +
        "that does, as in `['context.Execution.Id', 'context.State.Name', 'order.orderId']`.",
      'Under `.waitForTaskToken` each attempt of a task has a token of its own, and only the latest one counts: a ' +
        "replay hands no token on. Guard the handing over with the key `'context.Task.Token'`, and the effect behind " +
        'it apart.',
    ],
  },
  {
    name: 'schedule',
    title: 'Scheduled events',
    payload: 'ScheduledEvent',
    redelivery: {
      how: 'the queue of asynchronous invocations delivers again',
      same: ['id', 'time', 'resources'],
      changed: [],
    },
    sentAgain: { how: 'the rule fires twice for one time', same: ['time', 'resources'], changed: ['id'] },
    sentAgainIs: 'the same request',
    key: 'schedule.occurrence()',
    otherwise: [],
    ttl: '48h',
    ttlBecause: 'a target is tried for up to 24 hours, and Lambda tries for up to 6 hours more',
    notes: [
      'For EventBridge Scheduler with an input of your own, hand the time over in it, ' +
        '`"scheduledFor": "<aws.scheduler.scheduled-time>"`, and name that member in the key.',
    ],
  },
  {
    name: 'async-invocation',
    title: 'Asynchronous invocation',
    payload: 'any, with the Context',
    redelivery: {
      how: "Lambda's two retries after an error, or its queue delivers more than once",
      same: ['payload', 'context.awsRequestId'],
      changed: ['context.logStreamName'],
    },
    sentAgain: { how: 'the caller invokes again', same: ['payload'], changed: ['context.awsRequestId'] },
    sentAgainIs: 'another request',
    key: 'asyncInvocation.requestId()',
    otherwise: [["'orderId'", 'the payload names the request: take that, whoever sends it again']],
    ttl: '12h',
    ttlBecause: 'Lambda keeps asynchronous invocations for up to 6 hours',
    notes: ['A synchronous invocation has a request id of its own each time it is tried.'],
  },
];
