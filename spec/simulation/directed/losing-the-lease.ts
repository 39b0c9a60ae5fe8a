import { directed, work } from './directed.js';

/** A thaws while B runs, and stores a step only after B is done. */
export const LOSS_LEARNT_TWICE = directed({
  title: 'the loss is learnt from a renewal, the result from a step',
  calls: [
    { does: [work(10), { does: 'step', name: 's1', ms: 300 }], freezes: [{ atMs: 20, forMs: 200 }] },
    { arrivesAtMs: 150, does: [work(100)] },
  ],
});

/** A thaws while B runs, and throws an error that would have been stored. */
export const ERROR_AFTER_LOSS = directed({
  title: 'the method throws after its lease was lost',
  calls: [
    { does: [work(30)], ends: 'throwing-replayed', heedsLoss: false, freezes: [{ atMs: 20, forMs: 200 }] },
    { arrivesAtMs: 150, does: [work(500)] },
  ],
});

/** A's record expires while A is frozen, and B, with another content, begins it afresh and completes it. */
export const WINNER_OF_ANOTHER_CONTENT = directed({
  title: 'a record of another content took the place of the expired one',
  assumptions: { requestLifetimeMs: 100 },
  operation: { ttlMs: 101 },
  calls: [
    { does: [work(20)], freezes: [{ atMs: 10, forMs: 3_000 }] },
    { content: 'c2', arrivesAtMs: 1_500 },
  ],
});

/** A late copy of A's first renewal arrives after the second one; later ones fail, and B arrives. */
export const LATE_RENEWAL = directed({
  title: 'a late copy of a renewal',
  operation: { leaseMs: 300 },
  calls: [{ does: [work(1_000)] }, { arrivesAtMs: 450 }],
  fates: {
    'A renew 1': {
      copies: [
        { atMs: 1, answerAtMs: 2 },
        { atMs: 250, answerAtMs: undefined },
      ],
    },
    'A renew 3': { copies: [], failsAtMs: 2 },
    'A renew 4': { copies: [], failsAtMs: 2 },
  },
});

/** The lease outlasts the ttl, A freezes, and the clock of the TTL is as far ahead as any may be. */
export const EXPIRY_NEAR_THE_LEASE = directed({
  title: 'the TTL deletes as early as it can',
  assumptions: { skewMs: 1_000, requestLifetimeMs: 500 },
  operation: { ttlMs: 2_501, leaseMs: 3_000 },
  calls: [
    { does: [work(50)], freezes: [{ atMs: 10, forMs: 5_000 }] },
    { arrivesAtMs: 2_100, does: [work(500)] },
  ],
  ttlClockAheadMs: 1_000,
  deletesAfterMs: 0,
});
