import { HeldLease } from '../../lib/execution/held-lease.js';
import { RunningCall } from '../../lib/execution/running-call.js';
import { epochMs } from '../../lib/repository/epoch.js';
import { START_MS, useFakeTime } from './fake-time.js';
import { oneCall, recordOf } from './one-call.js';

useFakeTime();

const aCall = () => new RunningCall('mine', epochMs(START_MS));

describe('a running call', () => {
  it('may withdraw: there is nothing to join any more, and who waited is told', async () => {
    const call = aCall();
    const { ended } = call;
    const at = epochMs(START_MS - 1);
    expect(call.isJoinable(at)).toBe(true);
    call.withdraw();
    expect(call.isJoinable(at)).toBe(false);
    await expect(ended).resolves.toBeUndefined();
  });

  it('releases the lease that it held when it ends, and tells who waited', async () => {
    const call = aCall();
    const lease = call.hold(new HeldLease(oneCall().call, recordOf()));
    expect(await lease.mayStart()).toBe(true);
    call.end();
    expect(await lease.mayStart()).toBe(false);
    await expect(call.ended).resolves.toBeUndefined();
  });
});
