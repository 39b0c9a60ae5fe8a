import { directed, work } from './directed.js';

/** An operator looks twice at one doubt; by its second decision the record is in doubt about a later attempt. */
export const SETTLING_AN_OLDER_DOUBT = directed({
  title: 'a decision about an older doubt',
  operation: { recovery: 'halt' },
  calls: [
    { does: [work(500)], crashesAtMs: 10 },
    { arrivesAtMs: 200 },
    { arrivesAtMs: 4_600, does: [work(500)], crashesAtMs: 4_650 },
    { arrivesAtMs: 5_000 },
  ],
  operator: { looksEveryMs: 2_000, decidesAfterMs: 2_500, verdict: 'free' },
});

/** A thaws after its doubt was settled. */
export const ZOMBIE_AFTER_SETTLING = directed({
  title: 'the execution in doubt ends after it was settled',
  operation: { recovery: 'halt' },
  calls: [
    { does: [{ does: 'stage' }, work(30)], heedsLoss: false, freezes: [{ atMs: 20, forMs: 1_000 }] },
    { arrivesAtMs: 150 },
  ],
  operator: { looksEveryMs: 200, decidesAfterMs: 0, verdict: 'done' },
});
