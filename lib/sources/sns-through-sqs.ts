import { UnusableKeyValue } from '../key/unusable-key-value.js';
import { contentKey, type Content, type ContentKey, type PayloadKey } from './content-key.js';
import { parseJson } from './decoded-text.js';
import { identifierAt } from './identifier.js';
import { sqsContent, type SqsRecord } from './sqs.js';

/** What SNS puts around a message that it delivers to a queue, unless raw message delivery is on. */
interface Envelope {
  readonly Type: 'Notification';
  readonly MessageId: string;
  readonly TopicArn: string;
  readonly Message: string;
}

function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const { Type, MessageId, TopicArn, Message }: { [Name in keyof Envelope]?: unknown } = { ...value };
  return Type === 'Notification' && [MessageId, TopicArn, Message].every((text) => typeof text === 'string');
}

const messageId = identifierAt('MessageId');

function envelopeId(record: SqsRecord): string {
  const { value } = sqsContent(record);
  if (isEnvelope(value)) return messageId(value);
  throw new UnusableKeyValue(
    'body.MessageId',
    'has no value: under raw message delivery there is none; use snsThroughSqs.message',
  );
}

function message(record: SqsRecord): Content {
  const content = sqsContent(record);
  if (!isEnvelope(content.value)) return content;
  const place = 'body.Message';
  return { place, value: parseJson(content.value.Message, place) };
}

/**
 * Keys for a method of one SQS record whose queue is subscribed to an SNS topic.
 *
 * @example
 * ```ts
 * @Idempotent({ key: snsThroughSqs.message<Order>()('orderId'), ttl: '24d' })
 * async onOrder(record: SQSRecord): Promise<void> {}
 * ```
 */
export const snsThroughSqs: {
  /**
   * The id that SNS gave the message: the same in every queue and however often SNS delivers it. Raw message delivery
   * leaves it out: such a record has no key.
   */
  messageId(): PayloadKey<SqsRecord>;
  /** Members of the JSON message, in its envelope or raw: the key is the same in both, so that either may be set. */
  readonly message: ContentKey<SqsRecord>;
} = {
  messageId: () => envelopeId,
  message: contentKey('snsThroughSqs.message', message),
};
