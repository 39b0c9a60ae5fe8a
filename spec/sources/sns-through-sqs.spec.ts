import { sns, snsThroughSqs, sqs } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const record = readDelivery('sns-through-sqs');
const message = '{"orderId":"A-1001","customer":{"id":"C-7"},"total":4200}';
const raw = changed(record, { body: message });
const envelope = (members: object): string =>
  JSON.stringify({ Type: 'Notification', MessageId: 'm', TopicArn: 'arn', Message: message, ...members });

describe('snsThroughSqs.message', () => {
  const key = snsThroughSqs.message('orderId');

  test('is the same in an envelope, raw, and straight from SNS', () => {
    expect(keyOf(key, raw)).toBe(keyOf(key, record));
    expect(keyOf(sns.message('orderId'), readDelivery('sns'))).toBe(keyOf(key, record));
    expect(keyOf(sqs.body('orderId'), raw)).toBe(keyOf(key, record));
  });

  test.each([
    ['a body that is not JSON', 'order', "'body' is not JSON"],
    ['a message that is not JSON', envelope({ Message: 'order' }), "'body.Message' is not JSON"],
    ['another message', envelope({ Message: '{}' }), "'body.Message.orderId' has no value"],
    ['a raw message without the field', '{"id":1}', "'body.orderId' has no value"],
    ['something else with such members', envelope({ Type: 'SubscriptionConfirmation' }), "'body.orderId' has no value"],
    ['a body of null', 'null', "'body.orderId' has no value"],
  ])('%s has no key', (_, body, says) => {
    expect(missingIn(key, changed(record, { body }))).toBe(says);
  });
});

describe('snsThroughSqs.messageId', () => {
  const key = snsThroughSqs.messageId();

  test('is that of SNS, whichever message of the queue carries it', () => {
    const elsewhere = changed(record, { messageId: 'another', eventSourceARN: 'another' });
    expect(keyOf(key, elsewhere)).toBe(keyOf(key, record));
    expect(keyOf(key, record)).toBe(keyOf(sns.messageId(), readDelivery('sns')));
  });

  test('a raw message has none, and is told why', () => {
    expect(missingIn(key, raw)).toMatch(/^'body\.MessageId' has no value: under raw message delivery/);
  });

  test('an empty one is none', () => {
    expect(missingIn(key, changed(record, { body: envelope({ MessageId: '' }) }))).toBe("'MessageId' has no value");
  });
});
