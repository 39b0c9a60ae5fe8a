import { UnusableKeyValue } from '../key/unusable-key-value.js';
import type { PayloadKey } from './content-key.js';
import { identifierAt } from './identifier.js';

/** What the preset reads of one record of a DynamoDB stream's event, in which every member may be absent. */
export interface DynamoDBStreamRecord {
  /** Names table and stream. */
  readonly eventSourceARN?: string | undefined;
  readonly dynamodb?:
    | { readonly SequenceNumber?: string | undefined; readonly Keys?: { readonly [name: string]: object } | undefined }
    | undefined;
  /** Records of other sources have these. */
  readonly messageId?: never;
  readonly kinesis?: never;
}

const stream = identifierAt('eventSourceARN');
const sequenceNumber = identifierAt('dynamodb.SequenceNumber');

function itemKeys(record: DynamoDBStreamRecord): object {
  const keys: unknown = record.dynamodb?.Keys;
  if (typeof keys === 'object' && keys !== null && Object.keys(keys).length > 0) return keys;
  throw new UnusableKeyValue('dynamodb.Keys', 'has no value');
}

/** Keys for a method of one record of a DynamoDB stream. */
export const dynamodbStream: {
  /**
   * Stream, sequence number and the item's keys: the same for all deliveries of one change, another one for every
   * change. Sequence numbers count within a shard, and an item's changes stay in theirs.
   *
   * @example
   * ```ts
   * @Idempotent({ key: dynamodbStream.sequence(), ttl: '48h' })
   * async onChange(record: DynamoDBRecord): Promise<void> {}
   * ```
   */
  sequence(): PayloadKey<DynamoDBStreamRecord>;
} = {
  sequence: () => (record) => [stream(record), sequenceNumber(record), itemKeys(record)],
};
