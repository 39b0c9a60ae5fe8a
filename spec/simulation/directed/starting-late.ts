import { directed, work } from './directed.js';

/** B fails; then A's first claim takes effect after all, and refuses A's second one, when its lease is over. */
export const OWN_OLD_CLAIM = directed({
  title: 'an own old claim refuses a newer one',
  operation: { leaseMs: 300, waitMs: 5_000 },
  calls: [{ arrivesAtMs: 5 }, { does: [work(58)], ends: 'throwing' }],
  fates: {
    'A claim 1': {
      copies: [
        { atMs: 2, answerAtMs: 7 },
        { atMs: 103, answerAtMs: undefined },
      ],
    },
    'A claim 2': { copies: [{ atMs: 5, answerAtMs: 220 }] },
  },
});

/** The same, but A's second claim is answered at once, and a copy of it comes after A has failed. */
export const OWN_NEWER_CLAIM_LATE = directed({
  title: 'an own newer claim comes after the call has failed',
  operation: { leaseMs: 300, waitMs: 5_000 },
  calls: [
    { arrivesAtMs: 5, does: [work(20)], ends: 'throwing' },
    { does: [work(58)], ends: 'throwing' },
  ],
  fates: {
    'A claim 1': {
      copies: [
        { atMs: 2, answerAtMs: 7 },
        { atMs: 103, answerAtMs: undefined },
      ],
    },
    'A claim 2': {
      copies: [
        { atMs: 5, answerAtMs: 10 },
        { atMs: 200, answerAtMs: undefined },
      ],
    },
  },
});

/** B takes over from A, which died, and freezes while it finds out what A did. */
export const RECONCILING_TOO_LONG = directed({
  title: 'reconciling outlasts the lease',
  operation: { recovery: 'reconcile' },
  calls: [
    { does: [work(500)], crashesAtMs: 10 },
    { arrivesAtMs: 110, reconcile: { ms: 50, knows: true }, freezes: [{ atMs: 120, forMs: 300 }] },
  ],
});

/** The same, and meanwhile C takes over from B and is at work. */
export const RECONCILING_TOO_LATE = directed({
  title: 'reconciling outlasts the lease, and another execution runs',
  operation: { recovery: 'reconcile' },
  calls: [
    { does: [work(500)], crashesAtMs: 10 },
    { arrivesAtMs: 110, reconcile: { ms: 50, knows: true }, freezes: [{ atMs: 120, forMs: 300 }] },
    { arrivesAtMs: 250, does: [work(500)] },
  ],
});

/** The same, but B cannot tell. */
export const DOUBTING_TOO_LATE = directed({
  title: 'doubt comes after another execution was admitted',
  operation: { recovery: 'reconcile' },
  calls: [
    { does: [work(500)], crashesAtMs: 10 },
    { arrivesAtMs: 110, reconcile: { ms: 50, knows: false }, freezes: [{ atMs: 120, forMs: 300 }] },
    { arrivesAtMs: 250, does: [work(500)] },
  ],
});
