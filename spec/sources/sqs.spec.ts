import { sqs } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const standard = readDelivery('sqs');
const fifo = readDelivery('sqs-fifo');
const again = changed(standard, { messageId: 'another', receiptHandle: 'another' });

describe('sqs.messageId', () => {
  test('is the same in a redelivery, and another one when the producer sends again', () => {
    const redelivered = changed(standard, { receiptHandle: 'r', 'attributes.ApproximateReceiveCount': '2' });
    expect(keyOf(sqs.messageId(), redelivered)).toBe(keyOf(sqs.messageId(), standard));
    expect(keyOf(sqs.messageId(), again)).not.toBe(keyOf(sqs.messageId(), standard));
  });

  test.each([
    ['a whole event', { Records: [standard] }],
    ['null', null],
    ['undefined', undefined],
    ['a text', 'messageId'],
    ['an empty id', { ...standard, messageId: '' }],
    ['an inherited id', Object.create(standard)],
  ])('%s has none', (_, payload) => {
    expect(missingIn(sqs.messageId(), payload)).toBe("'messageId' has no value");
  });

  test('an id that is not a text is none', () => {
    expect(missingIn(sqs.messageId(), { messageId: { length: 1 } })).toBe("'messageId' is not a text");
  });
});

describe('sqs.deduplicationId', () => {
  const key = sqs.deduplicationId();

  test('is the same when the producer sends again, and when the queue delivers again', () => {
    const sentAgain = changed(fifo, { messageId: 'm', receiptHandle: 'r', 'attributes.SequenceNumber': '2' });
    expect(keyOf(key, sentAgain)).toBe(keyOf(key, fifo));
  });

  test.each(['attributes.MessageDeduplicationId', 'attributes.MessageGroupId', 'eventSourceARN'])(
    'differs with %s',
    (path) => {
      expect(keyOf(key, changed(fifo, { [path]: 'another' }))).not.toBe(keyOf(key, fifo));
    },
  );

  test('a message of a standard queue has none', () => {
    expect(missingIn(key, standard)).toBe("'attributes.MessageGroupId' has no value");
  });
});

describe('sqs.body', () => {
  test('is about the selected fields alone', () => {
    const other = changed(again, { body: '{ "total": 1, "orderId": "A-1001" }' });
    expect(keyOf(sqs.body('orderId'), other)).toBe(keyOf(sqs.body('orderId'), standard));
    expect(keyOf(sqs.body(['orderId', 'total']), other)).not.toBe(keyOf(sqs.body(['orderId', 'total']), standard));
  });

  test('checked by types or not, one path or a list of one, the key is the same', () => {
    const checked = sqs.body<{ readonly orderId: string }>();
    expect(keyOf(checked('orderId'), standard)).toBe(keyOf(sqs.body('orderId'), standard));
    expect(keyOf(checked(['orderId']), standard)).toBe(keyOf(sqs.body('orderId'), standard));
  });

  test.each([
    ['orderId', '', "'body' has no value"],
    ['orderId', 'order A-1001', "'body' is not JSON"],
    ['orderId', '{"orderId":', "'body' is not JSON"],
    ['orderId', '{}', "'body.orderId' has no value"],
    ['orderId', '{"orderId":null}', "'body.orderId' has no value"],
    ['orderId', '"orderId"', "'body.orderId' has no value"],
    ['orderId', 'null', "'body.orderId' has no value"],
    ['lines.0.sku', '{"lines":[]}', "'body.lines.0.sku' has no value"],
    ['toString', '{}', "'body.toString' has no value"],
    ['orderId', '{"__proto__":{"orderId":"A-1001"}}', "'body.orderId' has no value"],
    [['a?', 'b?'], '{"orderId":"A-1001"}', "'body.a, b' has no value"],
  ])('the path %j in the body %j: %s', (paths, body, says) => {
    expect(missingIn(sqs.body(paths), { ...standard, body })).toBe(says);
  });

  test('two integers that JSON.parse cannot tell apart are not one key', () => {
    const reason = 'is an integer too large for JSON.parse to keep apart: send it as a string';
    const missing = (body: string) => missingIn(sqs.body('id'), { ...standard, body });
    expect(missing('{"id":9007199254740993}')).toBe(`'body.id' ${reason}`);
    expect(missing('{"id":9007199254740992}')).toBe(`'body.id' ${reason}`);
    expect(missing('{"id":[{"a":1e30}]}')).toBe(`'body.id.0.a' ${reason}`);
    expect(keyOf(sqs.body('id'), { ...standard, body: '{"id":9007199254740991,"n":9007199254740993}' })).toBeDefined();
  });

  test('content nested without end is refused, whatever the stack', () => {
    const body = `{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(missingIn(sqs.body('id'), { ...standard, body })).toContain('is nested in more than 256');
  });

  test('an own member named __proto__ is data, and reaches no prototype', () => {
    const body = '{"order":{"__proto__":{"admin":true},"id":1}}';
    const without = '{"order":{"id":1}}';
    expect(keyOf(sqs.body('order'), { ...standard, body })).not.toBe(
      keyOf(sqs.body('order'), { ...standard, body: without }),
    );
    expect(Object.prototype).not.toHaveProperty('admin');
  });

  test('a malformed body never shows in the message', () => {
    expect(missingIn(sqs.body('card'), { ...standard, body: '4242 4242' })).not.toContain('4242');
  });
});

describe('paths that cannot be', () => {
  test.each([
    ['a..b', 'empty segment'],
    ['', 'is empty'],
    ['a.__proto__', '__proto__'],
  ])('%j is refused where it is written', (path, says) => {
    expect(() => sqs.body(path)).toThrow(
      expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION', message: expect.stringContaining(says) }),
    );
  });

  test.each([[[]], [[7]], [{}], [null]])('%j is refused where it is written', (paths) => {
    expect(() => sqs.body(paths as never)).toThrow(/^sqs\.body: expected a path/);
  });
});
