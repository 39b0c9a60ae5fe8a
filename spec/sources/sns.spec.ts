import { onlyRecord, sns } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const record = readDelivery('sns');
const publishedAgain = changed(record, { 'Sns.MessageId': 'another', 'Sns.Timestamp': '2025-11-25T13:00:00.000Z' });

test('the message id is another one when the publisher publishes again', () => {
  expect(keyOf(sns.messageId(), changed(record, { EventVersion: '1.1' }))).toBe(keyOf(sns.messageId(), record));
  expect(keyOf(sns.messageId(), publishedAgain)).not.toBe(keyOf(sns.messageId(), record));
});

test('fields of the message are the same', () => {
  const key = sns.message(['orderId', 'customer.id']);
  expect(keyOf(key, publishedAgain)).toBe(keyOf(key, record));
});

test.each([
  ['no JSON', 'order placed', "'Sns.Message' is not JSON"],
  ['another message', '{"order":"A-1001"}', "'Sns.Message.orderId' has no value"],
])('%s has no key', (_, message, says) => {
  expect(missingIn(sns.message('orderId'), changed(record, { 'Sns.Message': message }))).toBe(says);
});

describe('onlyRecord', () => {
  const key = onlyRecord(sns.message('orderId'));

  test('gives the event of one record the key of the record', () => {
    expect(keyOf(key, { Records: [record] })).toBe(keyOf(sns.message('orderId'), record));
  });

  test.each([
    ['no records', { Records: [] }, "'Records' holds 0 records: guard a method of one record"],
    ['two', { Records: [record, record] }, "'Records' holds 2 records: guard a method of one record"],
    ['no list', {}, "'Records' has no value"],
    ['null', null, "'Records' has no value"],
  ])('an event of %s has none', (_, event, says) => {
    expect(missingIn(key, event)).toBe(says);
  });
});
