import { asyncInvocation } from '../../lib/sources/index.js';
import { readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const { payload, context } = readDelivery('async-invocation');
const key = asyncInvocation.requestId();

test("Lambda's own retries have the same request id, whatever the payload is", () => {
  expect(keyOf(key, payload, context)).toBe(keyOf(key, null, { ...(context as object), logStreamName: 'another' }));
});

test('the next invocation has another one', () => {
  expect(keyOf(key, payload, { awsRequestId: 'another' })).not.toBe(keyOf(key, payload, context));
});

test.each([
  ['no context', [payload], "'context' was not given to the method"],
  ['something else', [payload, {}], "'awsRequestId' has no value"],
  ['null', [payload, null], "'awsRequestId' has no value"],
])('%s: no key', (_, args, says) => {
  expect(missingIn(key, ...args)).toBe(says);
});
