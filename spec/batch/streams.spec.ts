import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { DynamoDBRecord, KinesisStreamRecord } from 'aws-lambda';
import { idempotent, type IdempotencyRepository } from '../../lib/index.js';
import { dynamodbStream, kinesis } from '../../lib/sources/index.js';
import { changed, readDelivery } from '../sources/delivery.js';
import { gate, inMemory, type SharedStore } from './stores.js';

/** One kind of stream, with records numbered from 1. */
interface Stream {
  readonly eventType: typeof EventType.KinesisDataStreams | typeof EventType.DynamoDBStreams;
  readonly record: (number: number) => KinesisStreamRecord | DynamoDBRecord;
  readonly nameOf: (record: never) => string | undefined;
  readonly key: (record: never) => unknown;
}

const STREAMS: readonly (readonly [string, Stream])[] = [
  [
    'Kinesis',
    {
      eventType: EventType.KinesisDataStreams,
      record: (number) =>
        // The file has the shape of a record.
        changed(readDelivery('kinesis'), {
          eventID: `shardId-000000000006:${number}`,
          'kinesis.sequenceNumber': `${number}`,
          'kinesis.data': Buffer.from(JSON.stringify({ orderId: number })).toString('base64'),
        }) as unknown as KinesisStreamRecord,
      nameOf: (record: KinesisStreamRecord) => record.kinesis.sequenceNumber,
      key: kinesis.data('orderId'),
    },
  ],
  [
    'DynamoDB Streams',
    {
      eventType: EventType.DynamoDBStreams,
      record: (number) =>
        // As above.
        changed(readDelivery('dynamodb-stream'), {
          'dynamodb.SequenceNumber': `${number}`,
        }) as unknown as DynamoDBRecord,
      nameOf: (record: DynamoDBRecord) => record.dynamodb?.SequenceNumber,
      key: dynamodbStream.sequence(),
    },
  ],
];

describe.each(STREAMS)('batches of %s', (name, { eventType, record, nameOf, key }) => {
  type Entry = KinesisStreamRecord | DynamoDBRecord;
  let store: SharedStore;
  let done: (string | undefined)[];
  let failing: Set<string | undefined>;
  let slow: Map<string | undefined, Promise<void>>;
  beforeEach(async () => {
    store = await inMemory();
    done = [];
    failing = new Set();
    slow = new Map();
  });

  const worker = (repository: IdempotencyRepository) => {
    const handle = async (entry: Entry): Promise<void> => {
      // Each stream's functions get that stream's records.
      const number = nameOf(entry as never);
      await slow.get(number);
      if (failing.has(number)) throw new Error('poisoned');
      done.push(number);
    };
    const selectKey = key as (entry: Entry) => unknown;
    return idempotent(handle, { key: selectKey, operation: `of ${name}`, wait: '50ms', repository });
  };

  /** The numbers of the records that failed; Lambda delivers again from the lowest of them on. */
  const deliver = async (...numbers: readonly number[]): Promise<string[]> => {
    const event = { Records: numbers.map(record) };
    const processor = new BatchProcessor(eventType);
    const response = await processPartialResponse(event as never, worker(store.worker()), processor, {
      throwOnFullBatchFailure: false,
    });
    return response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };

  test('a shard that is read again from a checkpoint runs nothing again', async () => {
    expect(await deliver(1, 2, 3)).toEqual([]);
    expect(await deliver(2, 3, 4)).toEqual([]);
    expect([...done].sort()).toEqual(['1', '2', '3', '4']);
  });

  test('a record that stands twice in a batch joins one run', async () => {
    expect(await deliver(1, 2, 1)).toEqual([]);
    expect([...done].sort()).toEqual(['1', '2']);
  });

  test('a poisoned record does not block the others, and what comes again with it does not run again', async () => {
    failing.add('2');
    expect(await deliver(1, 2, 3)).toEqual(['2']);
    expect(await deliver(2, 3)).toEqual(['2']);
    expect([...done].sort()).toEqual(['1', '3']);
    failing.clear();
    expect(await deliver(2, 3)).toEqual([]);
    expect([...done].sort()).toEqual(['1', '2', '3']);
  });

  test('a record running elsewhere is one batch item failure', async () => {
    const { opened, open } = gate();
    slow.set('2', opened);
    const running = worker(store.worker())(record(2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await deliver(1, 2, 3)).toEqual(['2']);
    open();
    await running;
    expect(await deliver(2, 3)).toEqual([]);
    expect([...done].sort()).toEqual(['1', '2', '3']);
  });
});
