import { processPartialResponse, SqsFifoPartialProcessorAsync } from '@aws-lambda-powertools/batch';
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { idempotent, type IdempotencyRepository } from '../../lib/index.js';
import { sqs } from '../../lib/sources/index.js';
import { changed, readDelivery } from '../sources/delivery.js';
import { gate, inMemory, type SharedStore } from './stores.js';

/** One entry into a customer's account: the order of entries matters. */
const entry = (group: string, number: number): SQSRecord =>
  // The file has the shape of a record.
  changed(readDelivery('sqs-fifo'), {
    messageId: `${group}${number}`,
    body: JSON.stringify({ entry: `${group}${number}` }),
    'attributes.MessageGroupId': group,
    'attributes.MessageDeduplicationId': `${group}${number}`,
  }) as unknown as SQSRecord;

const nameOf = (record: SQSRecord): string => record.messageId;

describe('batches of SQS FIFO', () => {
  let store: SharedStore;
  let booked: string[];
  let failing: Set<string>;
  let slow: Map<string, Promise<void>>;
  beforeEach(async () => {
    store = await inMemory();
    booked = [];
    failing = new Set();
    slow = new Map();
  });

  const worker = (repository: IdempotencyRepository) =>
    idempotent(
      async (record: SQSRecord): Promise<void> => {
        const name = nameOf(record);
        await slow.get(name);
        if (failing.has(name)) throw new Error('no such account');
        booked.push(name);
      },
      { key: sqs.deduplicationId(), operation: 'book', ttl: '14d', wait: '50ms', repository },
    );

  const deliver = async (records: readonly SQSRecord[], skipGroupOnError = false): Promise<string[]> => {
    const processor = new SqsFifoPartialProcessorAsync();
    const event = { Records: [...records] };
    const options = { skipGroupOnError, throwOnFullBatchFailure: false };
    const response: SQSBatchResponse = await processPartialResponse(event, worker(store.worker()), processor, options);
    return response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };

  const batch = [entry('A', 1), entry('A', 2), entry('A', 3), entry('B', 1)];

  test('the order is kept, when a batch comes again too', async () => {
    expect(await deliver(batch)).toEqual([]);
    expect(await deliver(batch)).toEqual([]);
    expect(booked).toEqual(['A1', 'A2', 'A3', 'B1']);
  });

  test('what a producer sends again within one batch is booked once', async () => {
    const [first = entry('A', 1)] = batch;
    const again = { ...first, messageId: 'another' };
    expect(await deliver([first, again, entry('A', 2)])).toEqual([]);
    expect(booked).toEqual(['A1', 'A2']);
  });

  test('what stands behind a failure comes again with it, in its order', async () => {
    failing.add('A2');
    expect(await deliver(batch)).toEqual(['A2', 'A3', 'B1']);
    failing.clear();
    expect(await deliver(batch.slice(1))).toEqual([]);
    expect(booked).toEqual(['A1', 'A2', 'A3', 'B1']);
  });

  test('with skipGroupOnError a failure holds up its own group only', async () => {
    failing.add('A2');
    expect(await deliver(batch, true)).toEqual(['A2', 'A3']);
    expect(booked).toEqual(['A1', 'B1']);
    failing.clear();
    expect(await deliver(batch.slice(1, 3), true)).toEqual([]);
    expect(booked).toEqual(['A1', 'B1', 'A2', 'A3']);
  });

  test('a record running elsewhere holds up what stands behind it: nothing is booked twice or too early', async () => {
    const { opened, open } = gate();
    slow.set('A1', opened);
    const [first = entry('A', 1)] = batch;
    const running = worker(store.worker())(first);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await deliver(batch, true)).toEqual(['A1', 'A2', 'A3']);
    expect(booked).toEqual(['B1']);
    open();
    await running;
    expect(await deliver(batch.slice(0, 3), true)).toEqual([]);
    expect(booked).toEqual(['B1', 'A1', 'A2', 'A3']);
  });
});
