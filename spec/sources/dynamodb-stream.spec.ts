import { dynamodbStream } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const record = readDelivery('dynamodb-stream');
const key = dynamodbStream.sequence();

test.each([
  ['another change', { 'dynamodb.SequenceNumber': '111400000000000000000000002' }],
  ['another item', { 'dynamodb.Keys': { orderId: { S: 'A-1002' } } }],
  ['another table or stream', { eventSourceARN: 'arn:aws:dynamodb:eu-central-1:1:table/orders/stream/2026-01-01' }],
])('%s has another key', (_, changes) => {
  expect(keyOf(key, changed(record, changes))).not.toBe(keyOf(key, record));
});

test('the order of the key attributes does not matter', () => {
  const [pk, sk] = [{ S: 'a' }, { N: '1' }];
  expect(keyOf(key, changed(record, { 'dynamodb.Keys': { pk, sk } }))).toBe(
    keyOf(key, changed(record, { 'dynamodb.Keys': { sk, pk } })),
  );
});

test.each([
  ['dynamodb', undefined, "'dynamodb.SequenceNumber' has no value"],
  ['dynamodb.Keys', {}, "'dynamodb.Keys' has no value"],
  ['dynamodb.Keys', 'A-1001', "'dynamodb.Keys' has no value"],
  ['eventSourceARN', undefined, "'eventSourceARN' has no value"],
])('%s being %j: no key', (path, value, says) => {
  expect(missingIn(key, changed(record, { [path]: value }))).toBe(says);
});

test('null has none', () => {
  expect(missingIn(key, null)).toBe("'eventSourceARN' has no value");
});
