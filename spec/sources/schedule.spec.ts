import { schedule } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const event = readDelivery('schedule');
const key = schedule.occurrence();

test('a rule that fires twice for one time is one request, although the event id differs', () => {
  expect(keyOf(key, changed(event, { id: 'another' }))).toBe(keyOf(key, event));
});

test('another time and another rule are other requests', () => {
  expect(keyOf(key, changed(event, { time: '2025-11-26T02:00:00Z' }))).not.toBe(keyOf(key, event));
  expect(keyOf(key, changed(event, { 'resources.0': 'arn:aws:events:eu-central-1:1:rule/hourly' }))).not.toBe(
    keyOf(key, event),
  );
});

test('the event of EventBridge Scheduler has the same shape', () => {
  const ofScheduler = changed(event, {
    source: 'aws.scheduler',
    resources: ['arn:aws:scheduler:eu-central-1:123456789012:schedule/default/nightly-invoices'],
    detail: '{}',
  });
  expect(keyOf(key, ofScheduler)).not.toBe(keyOf(key, event));
});

test.each([
  ['resources', [], "'resources.0' has no value"],
  ['time', '', "'time' has no value"],
])('%s being %j: no key', (path, value, says) => {
  expect(missingIn(key, changed(event, { [path]: value }))).toBe(says);
});
