import { jmespath } from '../../../lib/sources/jmespath/index.js';
import { changed, readDelivery } from '../delivery.js';
import { keyOf, missingIn } from '../key-of.js';

const record = readDelivery('sqs');

test('selects by an expression, with the functions of Powertools', () => {
  const key = jmespath('powertools_json(body).[orderId, customer.id]');
  const sentAgain = changed(record, { messageId: 'another' });
  expect(keyOf(key, sentAgain)).toBe(keyOf(key, record));
  expect(keyOf(key, changed(record, { body: '{"orderId":"A-1002"}' }))).not.toBe(keyOf(key, record));
});

test('decodes base64', () => {
  const key = jmespath('powertools_json(powertools_base64(kinesis.data)).orderId');
  expect(keyOf(key, readDelivery('kinesis'))).toBe(keyOf(() => 'A-1001', {}));
});

test.each(['', 'a.', 'a[', 'no_such_function(a)', 'length(a, b)', '__proto__'])(
  'the expression %j is refused where it is written',
  (expression) => {
    const write = () => keyOf(jmespath(expression), {});
    expect(write).toThrow();
    if (expression !== '__proto__') expect(write).toThrow(/^jmespath: '.*' is not a valid expression/);
  },
);

test.each([
  ['a member that is not there', 'detail.orderId'],
  ['a list of members that are not there', '[a, b]'],
  ['an object of members that are not there', '{ a: a, b: [c, d] }'],
  ['a projection of nothing', 'Records[*].messageId'],
  ['an empty text', "join(',', attributes.none || `[]`)"],
])('%s is a missing key', (_, expression) => {
  expect(missingIn(jmespath(expression), record)).toMatch(/ finds nothing$/);
});

test('null beside a value is a key of its own', () => {
  expect(keyOf(jmespath('[messageId, none]'), record)).not.toBe(keyOf(jmespath('[messageId]'), record));
});

test.each([
  ['a body that is not JSON', 'powertools_json(body).id', { body: '4242 4242' }],
  ['a body that is not a text', 'powertools_json(body).id', { body: 4242 }],
  ['no base64', 'powertools_base64_gzip(body)', { body: '4242' }],
  ['nothing', 'length(body)', null],
])('%s is a missing key, and not shown', (_, expression, payload) => {
  const says = missingIn(jmespath(expression), payload);
  expect(says).toMatch(/finds nothing$|cannot be evaluated on the payload$/);
  expect(says).not.toContain('4242');
});

test.each([
  ['powertools_json(body).id', "'powertools_json(body).id' is"],
  ['powertools_json(body)', "'powertools_json(body).id' is"],
  ['[messageId, powertools_json(body)]', "'[messageId, powertools_json(body)].1.id' is"],
])('integers that JSON.parse cannot tell apart are no key: %s', (expression, says) => {
  const confused = { ...record, body: '{"id":9007199254740993}' };
  expect(missingIn(jmespath(expression), confused)).toMatch(`${says} an integer too large`);
});

test('what prototypes hold is no key', () => {
  expect(missingIn(jmespath('toString'), record)).toMatch(/is a function|cannot be evaluated/);
});
