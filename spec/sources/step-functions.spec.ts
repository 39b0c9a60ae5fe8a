import { stepFunctions } from '../../lib/sources/index.js';
import { changed, readDelivery } from './delivery.js';
import { keyOf, missingIn } from './key-of.js';

const payload = readDelivery('step-functions');
const item = (Index: number, Value: unknown) => changed(payload, { 'context.Map': { Item: { Index, Value } } });

describe('stepFunctions.state', () => {
  const key = stepFunctions.state();

  test('is the same in a retry and after a redrive', () => {
    const retried = changed(payload, { 'context.State.RetryCount': 3, 'context.Execution.RedriveCount': 1 });
    expect(keyOf(key, retried)).toBe(keyOf(key, payload));
  });

  test.each(['context.Execution.Id', 'context.State.Name', 'context.State.EnteredTime'])('differs with %s', (path) => {
    expect(keyOf(key, changed(payload, { [path]: 'another' }))).not.toBe(keyOf(key, payload));
  });

  test('items of a Map state are requests of their own', () => {
    expect(new Set([item(0, 'a'), item(1, 'a'), item(0, 'b'), payload].map((each) => keyOf(key, each))).size).toBe(4);
    expect(keyOf(key, item(0, 'a'))).toBe(keyOf(key, item(0, 'a')));
  });

  test.each([
    ['no context', {}, "'context.Execution.Id' has no value"],
    ['nothing', undefined, "'context.Execution.Id' has no value"],
    ['no state', changed(payload, { 'context.State': undefined }), "'context.State.Name' has no value"],
    ['a Map without its item', changed(payload, { 'context.Map': {} }), "'context.Map.Item.Index' has no value"],
    [
      'a Map with an item that JSON.parse may have confused with another',
      item(0, { order: 2 ** 53 }),
      "'context.Map.Item.Value.order' is an integer too large for JSON.parse to keep apart: send it as a string",
    ],
    ['a Map of null', changed(payload, { 'context.Map': null }), "'context.Map.Item.Index' has no value"],
  ])('%s: no key', (_, given, says) => {
    expect(missingIn(key, given)).toBe(says);
  });
});

describe('stepFunctions.execution', () => {
  const key = stepFunctions.execution();

  test('is the same in all states of an execution', () => {
    expect(keyOf(key, changed(payload, { 'context.State.Name': 'Ship' }))).toBe(keyOf(key, payload));
    expect(keyOf(key, changed(payload, { 'context.Execution.Id': 'another' }))).not.toBe(keyOf(key, payload));
  });
});
