import { directed } from '../simulation/directed/directed.js';
import { runHistory } from '../simulation/run-history.js';
import * as subject from '../simulation/subject.js';

describe('A call without a claim whose transaction may not be sent again', () => {
  it('says so at once', async () => {
    const history = directed({
      title: 'the transaction fails when its time is over',
      operation: { ttlMs: 1_001 },
      calls: [{ mode: 'at-commit', does: [{ does: 'stage' }] }],
      fates: { 'A commitUnclaimed 1': { copies: [], failsAtMs: 500 } },
    });
    const { entries } = await runHistory(subject, history);
    expect(entries.find(({ happening }) => happening.kind === 'fails')?.atMs).toBe(500);
  });
});
