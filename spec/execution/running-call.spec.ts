import { enter, leave, RunningCall, runningCall } from '../../lib/execution/running-call.js';
import { epochMs } from '../../lib/repository/epoch.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { START_MS } from './fake-time.js';

const aCall = () => new RunningCall('mine', epochMs(START_MS));

describe('the calls at work on the records of a repository', () => {
  it('are found each under its own record, until they end', () => {
    const repository = new InMemoryRepository();
    const [first, second] = [aCall(), aCall()];
    enter(repository, 'a', first);
    enter(repository, 'b', second);
    expect(runningCall(repository, 'a')).toBe(first);
    expect(runningCall(repository, 'b')).toBe(second);
    leave(repository, 'a', first);
    expect(runningCall(repository, 'a')).toBeUndefined();
    expect(runningCall(repository, 'b')).toBe(second);
  });

  it('may withdraw: there is nothing to join any more, and who waited is told', async () => {
    const call = aCall();
    const { ended } = call;
    const at = epochMs(START_MS - 1);
    expect(call.isJoinable(at)).toBe(true);
    call.withdraw();
    expect(call.isJoinable(at)).toBe(false);
    await expect(ended).resolves.toBeUndefined();
  });

  it('are not forgotten when one ends that they took the place of', () => {
    const repository = new InMemoryRepository();
    const [frozen, next] = [aCall(), aCall()];
    enter(repository, 'a', frozen);
    enter(repository, 'a', next);
    leave(repository, 'a', frozen);
    expect(runningCall(repository, 'a')).toBe(next);
  });
});
