import { epochMs, epochSeconds } from '../../lib/repository/epoch.js';
import { isExpired, isLapsed } from '../../lib/repository/record-state.js';

it.each([
  [99_999, false],
  [100_000, true],
  [100_001, true],
])('at %p ms, a record that expires in second 100 has expired: %p', (nowMs, expired) => {
  expect(isExpired({ expiresAtSeconds: epochSeconds(100) }, epochMs(nowMs))).toBe(expired);
});

describe('a lease has lapsed', () => {
  it.each([
    [10_999, false],
    [11_000, true],
    [11_001, true],
  ])('at %p ms, when it ended at 10,000 ms and clocks differ by 1,000 ms: %p', (nowMs, lapsed) => {
    const running = { status: 'IN_PROGRESS', leaseEndsAtMs: epochMs(10_000) } as const;
    expect(isLapsed(running, epochMs(nowMs), 1_000)).toBe(lapsed);
  });

  it('when a running record has none: nothing says that its owner is alive', () => {
    expect(isLapsed({ status: 'IN_PROGRESS', leaseEndsAtMs: undefined }, epochMs(0), 1_000)).toBe(true);
  });

  it.each(['COMPLETE', 'FAILED', 'IN_DOUBT'] as const)('never, when the record is %s', (status) => {
    expect(isLapsed({ status, leaseEndsAtMs: undefined }, epochMs(50_000), 0)).toBe(false);
    expect(isLapsed({ status, leaseEndsAtMs: epochMs(1) }, epochMs(50_000), 0)).toBe(false);
  });
});
