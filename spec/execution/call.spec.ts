import { Call, SURROUNDINGS } from '../../lib/execution/call.js';
import { oneCall, recordOf } from './one-call.js';

it('a call that nobody observes does not even read the time for what it would tell', () => {
  const { call, repository } = oneCall();
  const now = jest.fn(SURROUNDINGS.clock.now);
  const surroundings = { ...SURROUNDINGS, clock: { ...SURROUNDINGS.clock, now } };
  const unobserved = new Call(call.operation, call, repository, surroundings, undefined);
  now.mockClear();
  unobserved.report('executed', recordOf());
  expect(now).not.toHaveBeenCalled();
});
