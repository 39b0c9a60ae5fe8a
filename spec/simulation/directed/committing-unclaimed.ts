import { directed } from './directed.js';

/** The answer that shows A its own commit reaches it after a freeze, when the record has expired. */
export const OWN_COMMIT_SEEN_LATE = directed({
  title: 'the own commit is seen after its expiry',
  operation: { ttlMs: 1_001 },
  calls: [{ mode: 'at-commit', does: [{ does: 'stage' }], freezes: [{ atMs: 25, forMs: 4_000 }] }],
  fates: {
    'A commitUnclaimed 1': {
      copies: [
        { atMs: 10, answerAtMs: undefined },
        { atMs: 20, answerAtMs: 30 },
      ],
    },
  },
});
