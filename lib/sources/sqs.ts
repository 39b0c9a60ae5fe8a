import { contentKey, type Content, type ContentKey, type PayloadKey } from './content-key.js';
import { parseJson } from './decoded-text.js';
import { identifierAt } from './identifier.js';

/** What the presets read of one record of an SQS event. */
export interface SqsRecord {
  readonly messageId: string;
  readonly body: string;
  readonly eventSourceARN: string;
  readonly attributes: {
    readonly MessageGroupId?: string | undefined;
    readonly MessageDeduplicationId?: string | undefined;
  };
}

const messageId = identifierAt('messageId');
const body = identifierAt('body');
const queue = identifierAt('eventSourceARN');
const group = identifierAt('attributes.MessageGroupId');
const deduplicationId = identifierAt('attributes.MessageDeduplicationId');

/** The record's body, decoded. */
export const sqsContent = (record: SqsRecord): Content => ({ place: 'body', value: parseJson(body(record), 'body') });

/**
 * Keys for a method of one SQS record.
 *
 * @example
 * ```ts
 * class OrderHandler {
 *   @Idempotent({ key: sqs.body<Order>()('orderId'), ttl: '14d' })
 *   async onOrder(record: SQSRecord): Promise<void> {
 *     await charge(JSON.parse(record.body));
 *   }
 * }
 * ```
 */
export const sqs: {
  /**
   * The message's id. All deliveries of one message have it; a message that the producer sends again, or that is moved
   * back from a dead-letter queue, has another one.
   */
  messageId(): PayloadKey<SqsRecord>;
  /**
   * Queue, message group and deduplication id of a message of a FIFO queue: also the same when the producer sends the
   * message again after the five minutes in which the queue itself drops it. A message that came back from a
   * dead-letter queue has another one.
   */
  deduplicationId(): PayloadKey<SqsRecord>;
  /** Members of the JSON body: the same for every message about the same thing, however it was sent. */
  readonly body: ContentKey<SqsRecord>;
} = {
  messageId: () => messageId,
  deduplicationId: () => (record) => [queue(record), group(record), deduplicationId(record)],
  body: contentKey('sqs.body', sqsContent),
};
