import { onlyRecord, s3 } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const record = readDelivery('s3');
const key = s3.change();

test.each(['s3.bucket.name', 's3.object.key', 's3.object.versionId', 's3.object.sequencer'])(
  'another %s is another request',
  (path) => {
    expect(keyOf(key, changed(record, { [path]: 'another' }))).not.toBe(keyOf(key, record));
  },
);

test('nothing else matters', () => {
  const redelivered = changed(record, { eventTime: 'later', 'requestParameters.sourceIPAddress': 'elsewhere' });
  expect(keyOf(key, redelivered)).toBe(keyOf(key, record));
});

test('a bucket without versions: absent and null are the same', () => {
  const none = changed(record, { 's3.object.versionId': undefined });
  expect(keyOf(key, none)).toBe(keyOf(key, changed(record, { 's3.object.versionId': null })));
  expect(keyOf(key, none)).not.toBe(keyOf(key, record));
});

test.each([
  ['s3.object.sequencer', undefined, "'s3.object.sequencer' has no value"],
  ['s3.object.versionId', 7, "'s3.object.versionId?' is not a text"],
  ['s3.object', undefined, "'s3.object.key' has no value"],
])('%s being %j: no key', (path, value, says) => {
  expect(missingIn(key, changed(record, { [path]: value }))).toBe(says);
});

test('the whole event', () => {
  expect(keyOf(onlyRecord(key), { Records: [record] })).toBe(keyOf(key, record));
});
