import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { idempotencyKeyOf, Idempotent, InjectedRepository, type IdempotencyRepository } from '../../lib/index.js';
import { sqs } from '../../lib/sources/index.js';
import { changed, readDelivery } from '../sources/delivery.js';
import { gate, inMemory, onDynalite, type SharedStore } from './stores.js';

interface Order {
  readonly orderId: string;
}

/** What happens to an order outside: counted, slow or failing on command. */
class Warehouse {
  readonly shipped: string[] = [];
  readonly failing = new Set<string>();
  readonly slow = new Map<string, Promise<void>>();

  async ship(orderId: string): Promise<string> {
    await this.slow.get(orderId);
    if (this.failing.has(orderId)) throw new Error('out of stock');
    this.shipped.push(orderId);
    return `shipped ${orderId}`;
  }
}

class OrderHandler {
  @InjectedRepository() readonly repository: IdempotencyRepository;

  constructor(
    repository: IdempotencyRepository,
    private readonly warehouse: Warehouse,
  ) {
    this.repository = repository;
  }

  @Idempotent({ key: sqs.body<Order>()('orderId'), operation: 'ship-from-sqs', ttl: '14d', wait: '1s' })
  async onOrder(record: SQSRecord, _context?: Context): Promise<string> {
    // The sender of these records is this spec.
    const { orderId } = JSON.parse(record.body) as Order;
    return this.warehouse.ship(orderId);
  }
}

let sent = 0;
/** A message about an order; each call sends another one. */
const message = (orderId: string, body = JSON.stringify({ orderId })): SQSRecord => {
  const ids = { messageId: `${orderId}/${++sent}`, receiptHandle: `r-${sent}` };
  // The file has the shape of a record.
  return changed(readDelivery('sqs'), { ...ids, body }) as unknown as SQSRecord;
};

describe.each([
  ['in memory', inMemory],
  ['in DynamoDB', onDynalite],
])('batches of SQS, with records %s', (_, openStore) => {
  let store: SharedStore;
  let warehouse: Warehouse;
  let handler: OrderHandler;
  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.stop());
  beforeEach(() => {
    warehouse = new Warehouse();
    handler = new OrderHandler(store.worker(), warehouse);
  });

  const deliver = (...Records: SQSRecord[]): Promise<SQSBatchResponse> => {
    const event: SQSEvent = { Records };
    const handle = (record: SQSRecord, context?: Context) => handler.onOrder(record, context);
    return processPartialResponse(event, handle, new BatchProcessor(EventType.SQS));
  };
  const failed = ({ batchItemFailures }: SQSBatchResponse): string[] =>
    batchItemFailures.map(({ itemIdentifier }) => itemIdentifier.replace(/\/\d+$/, ''));
  const order = (name: string): string => `${name}-${++sent}`;

  test('duplicates inside one batch join one run', async () => {
    const [a, b] = [order('A'), order('B')];
    expect(failed(await deliver(message(a), message(b), message(a), message(a)))).toEqual([]);
    expect([...warehouse.shipped].sort()).toEqual([a, b]);
  });

  test('a batch that comes again runs nothing again', async () => {
    const records = [message(order('A')), message(order('B'))];
    await deliver(...records);
    expect(failed(await deliver(...records))).toEqual([]);
    expect(warehouse.shipped).toHaveLength(2);
  });

  test('a record running elsewhere is one batch item failure, and is answered when it comes again', async () => {
    const [a, b] = [order('A'), order('B')];
    const elsewhere = new Warehouse();
    const { opened, open } = gate();
    elsewhere.slow.set(a, opened);
    const running = new OrderHandler(store.worker(), elsewhere).onOrder(message(a));
    await new Promise((resolve) => setTimeout(resolve, 50));

    const again = message(a);
    expect(failed(await deliver(again, message(b)))).toEqual([a]);
    expect(warehouse.shipped).toEqual([b]);

    open();
    expect(await running).toBe(`shipped ${a}`);
    expect(failed(await deliver(again))).toEqual([]);
    expect([...elsewhere.shipped, ...warehouse.shipped]).toEqual([a, b]);
  });

  test('a record that fails does not block the others, and runs again when it comes again', async () => {
    const [a, b, c] = [order('A'), order('B'), order('C')];
    warehouse.failing.add(b);
    const records = [message(a), message(b), message(c)];
    expect(failed(await deliver(...records))).toEqual([b]);
    warehouse.failing.clear();
    expect(failed(await deliver(...records))).toEqual([]);
    expect([...warehouse.shipped].sort()).toEqual([a, b, c]);
  });

  test('a record without a key is one batch item failure', async () => {
    const a = order('A');
    expect(failed(await deliver(message('malformed', 'order A'), message(a)))).toEqual(['malformed']);
    expect(warehouse.shipped).toEqual([a]);
  });

  test('the record of a batch is that of the order', async () => {
    const [a, other] = [message(order('A')), message(order('B'))];
    const keys = [a, a, other].map((record) => idempotencyKeyOf(OrderHandler, 'onOrder', record).key);
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).not.toBe(keys[2]);
  });
});
