import {
  addMs,
  epochMs,
  epochSeconds,
  secondsCovering,
  secondsReachedBy,
  startOfSecond,
} from '../../lib/repository/epoch.js';

it.each([
  [0, 0, 0],
  [1, 1, 0],
  [999, 1, 0],
  [1_000, 1, 1],
  [1_001, 2, 1],
])('%p ms are covered by second %p and have reached second %p', (ms, covering, reached) => {
  expect([secondsCovering(epochMs(ms)), secondsReachedBy(epochMs(ms))]).toEqual([covering, reached]);
});

it.each([
  [0, 0],
  [1, 1_000],
  [1_700_000_000, 1_700_000_000_000],
])('second %p begins at %p ms', (second, ms) => {
  expect(startOfSecond(epochSeconds(second))).toBe(ms);
});

it('adds milliseconds', () => {
  expect([addMs(epochMs(5), 3), addMs(epochMs(5), -3)]).toEqual([8, 2]);
});
