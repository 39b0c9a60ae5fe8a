import { contentKey, type ContentKey, type PayloadKey } from './content-key.js';
import { decodeBase64, parseJson } from './decoded-text.js';
import { identifierAt } from './identifier.js';

/** What the presets read of one record of a Kinesis event. */
export interface KinesisRecord {
  /** Shard and sequence number: `shardId-000000000006:495903…`. */
  readonly eventID: string;
  /** Of the stream, or of its consumer under enhanced fan-out. */
  readonly eventSourceARN: string;
  readonly kinesis: { readonly partitionKey: string; readonly data: string };
}

const PLACE = 'kinesis.data';
const arn = identifierAt('eventSourceARN');
const shardAndSequence = identifierAt('eventID');
const partitionKey = identifierAt('kinesis.partitionKey');
const data = identifierAt(PLACE);

/** A consumer that is registered anew has another ARN, and reads the same records. */
const streamOf = (record: KinesisRecord): string => arn(record).replace(/\/consumer\/.*$/s, '');

/**
 * Keys for a method of one record of a Kinesis data stream.
 *
 * @example
 * ```ts
 * @Idempotent({ key: kinesis.data<Order>()('orderId'), ttl: '48h' })
 * async onOrder(record: KinesisStreamRecord): Promise<void> {}
 * ```
 */
export const kinesis: {
  /**
   * Stream, shard, sequence number and partition key: the same for all deliveries of one record. A record that the
   * producer puts again after a time-out has another sequence number; records that the Kinesis Producer Library packed
   * into one share theirs.
   */
  sequence(): PayloadKey<KinesisRecord>;
  /** Members of the data, base64 of JSON: the same for every record about the same thing. */
  readonly data: ContentKey<KinesisRecord>;
} = {
  sequence: () => (record) => [streamOf(record), shardAndSequence(record), partitionKey(record)],
  data: contentKey('kinesis.data', (record) => ({
    place: PLACE,
    value: parseJson(decodeBase64(data(record), PLACE), PLACE),
  })),
};
