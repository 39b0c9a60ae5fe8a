import { deliveries, idempotencyMatchers, type Delivery } from '../../lib/testing/index.js';

expect.extend(idempotencyMatchers);

const delivery = (part: Partial<Delivery>): Delivery => ({
  end: 'answered',
  answer: 1,
  error: undefined,
  ran: false,
  outcomes: ['replayed'],
  ...part,
});
const ran = delivery({ ran: true, outcomes: ['executed'] });
const replayed = delivery({});
const failed = delivery({ end: 'failed', error: new RangeError('secret of ann'), outcomes: ['conflict'] });

test.each([
  [[ran], 1],
  [[ran, replayed], 1],
  [[ran, ran], 2],
  [[replayed], 0],
])('toRunTimes counts (%#)', (received, times) => {
  expect(received).toRunTimes(times);
  expect(received).not.toRunTimes(times + 1);
});

test('toReplay wants a run, and all others answered without one', () => {
  expect([ran, replayed, replayed]).toReplay();
  expect([replayed, ran]).toReplay();
  for (const received of [[ran], [replayed], [ran, ran], [ran, failed], []]) expect(received).not.toReplay();
});

test('toAnswerAlike compares what was answered', () => {
  expect([ran, replayed, failed]).toAnswerAlike();
  expect([ran, delivery({ answer: 2 })]).not.toAnswerAlike();
  expect([failed]).not.toAnswerAlike();
});

test('a failure tells what became of each delivery, without messages of errors', () => {
  expect(() => expect([ran, ran, failed]).toRunOnce()).toThrow(
    'The method was run 2 times for 3 deliveries; expected 1.\n  1. answered, ran: executed\n' +
      '  2. answered, ran: executed\n  3. failed (RangeError), did not run: conflict',
  );
  expect(() => expect([failed]).toReplay()).not.toThrow('secret');
});

test('a handler without a guard is hinted at', async () => {
  const both = await deliveries(async () => 1).twice();
  expect(() => expect(both).toRunOnce()).toThrow('is the method marked @Idempotent');
});

test('a missing guard is not suspected of a worker that died', () => {
  const died = delivery({ end: 'cut-off', answer: undefined, ran: false, outcomes: [] });
  expect(() => expect([died]).toRunOnce()).toThrow(/no outcome$/);
});

test('anything else is refused, so that a forgotten await does not pass', () => {
  // @ts-expect-error a promise, not deliveries
  expect(() => expect(Promise.resolve([ran])).toRunOnce()).toThrow('deliveries(...)');
  // @ts-expect-error numbers, not deliveries
  expect(() => expect([1]).not.toRunOnce()).toThrow(TypeError);
});
