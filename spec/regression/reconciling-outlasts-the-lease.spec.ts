import { RECONCILING_TOO_LATE, RECONCILING_TOO_LONG } from '../simulation/directed/starting-late.js';
import { runHistory } from '../simulation/run-history.js';
import * as subject from '../simulation/subject.js';

describe('A worker that freezes while it reconciles', () => {
  it('does not start the method when another execution was admitted meanwhile', async () => {
    const { entries } = await runHistory(subject, RECONCILING_TOO_LATE);
    const started = entries.flatMap(({ happening }) => (happening.kind === 'starts' ? [happening.call.name] : []));
    expect(started).toEqual(['A', 'C']);
  });

  it('starts it after it has renewed its lease, when nobody was', async () => {
    const { entries, violations } = await runHistory(subject, RECONCILING_TOO_LONG);
    const ofB = entries.flatMap(({ happening }) =>
      'call' in happening && happening.call?.name === 'B' ? [happening.kind] : [],
    );
    expect(ofB.slice(ofB.indexOf('found-out'))).toEqual(expect.arrayContaining(['sends', 'starts', 'answers']));
    expect(violations).toEqual([]);
  });
});
