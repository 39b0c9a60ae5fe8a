import { kinesis } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const record = readDelivery('kinesis');
const withData = (data: string) => changed(record, { 'kinesis.data': data });
const base64 = (bytes: string | Uint8Array): string => Buffer.from(bytes).toString('base64');

describe('kinesis.sequence', () => {
  const key = kinesis.sequence();
  const consumer = ':stream/orders/consumer/billing:';

  test.each([
    ['another shard', { eventID: String(record['eventID']).replace('006:', '007:') }],
    ['another sequence number', { eventID: `${String(record['eventID'])}1` }],
    ['another stream', { eventSourceARN: 'arn:aws:kinesis:eu-central-1:123456789012:stream/refunds' }],
    ['another partition key', { 'kinesis.partitionKey': 'C-8' }],
  ])('differs with %s', (_, changes) => {
    expect(keyOf(key, changed(record, changes))).not.toBe(keyOf(key, record));
  });

  test('is the same for the stream and for a consumer of it that is registered anew', () => {
    const arn = `${String(record['eventSourceARN']).replace(':stream/orders', consumer)}1700000000`;
    expect(keyOf(key, changed(record, { eventSourceARN: arn }))).toBe(keyOf(key, record));
  });

  test('a record of another source has none', () => {
    expect(missingIn(key, readDelivery('sqs'))).toBe("'eventID' has no value");
    expect(missingIn(key, readDelivery('dynamodb-stream'))).toBe("'kinesis.partitionKey' has no value");
  });
});

describe('kinesis.data', () => {
  const key = kinesis.data('orderId');

  test('is the same in other data about the same thing', () => {
    expect(keyOf(key, withData(base64('{ "total": 0, "orderId": "A-1001" }')))).toBe(keyOf(key, record));
  });

  test.each([
    ['base64 of something else', base64('order'), "'kinesis.data' is not JSON"],
    ['no base64', '{"orderId":"A-1001"}', "'kinesis.data' is not base64"],
    ['base64 with other characters between', `${base64('{"orderId":1}')}\n`, "'kinesis.data' is not base64"],
    ['no UTF-8', base64(Uint8Array.of(0x22, 0xff, 0xfe, 0x22)), "'kinesis.data' holds no UTF-8 text"],
    ['other JSON', base64('[]'), "'kinesis.data.orderId' has no value"],
    ['nothing', '', "'kinesis.data' has no value"],
  ])('%s has no key', (_, data, says) => {
    expect(missingIn(key, withData(data))).toBe(says);
  });

  test('a byte order mark does not matter', () => {
    expect(keyOf(key, withData(base64('\ufeff{"orderId":"A-1001"}')))).toBe(keyOf(key, record));
  });
});
