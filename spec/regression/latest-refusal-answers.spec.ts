import { LOSS_LEARNT_TWICE } from '../simulation/directed/losing-the-lease.js';
import { runHistory } from '../simulation/run-history.js';
import * as subject from '../simulation/subject.js';

describe('A call that learns of the loss of its lease twice', () => {
  it('is answered with the result that the later refusal showed', async () => {
    const { entries } = await runHistory(subject, LOSS_LEARNT_TWICE);
    const answers = entries.flatMap(({ happening }) =>
      happening.kind === 'answers' ? [[happening.call.name, happening.value]] : [],
    );
    expect(answers).toEqual([
      ['B', 'result of B'],
      ['A', 'result of B'],
    ]);
  });
});
