import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { elapse, errorOf, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess } from '../execution/handler-process.js';
import { hang } from '../execution/remote-repository.js';

useFakeTime();

it('a reconciliation that answers with a mistyped state does not count as not-done: nothing runs again', async () => {
  const store = new InMemoryRepository();
  const dead = handlerProcess(store, (_: string) => new Promise<string>(() => undefined), { lease: '1s' });
  dead.repository.onEvery('renew', hang);
  void dead.deliver('a');
  await elapse(2_001);
  const run = jest.fn((_: string) => 'a second time');
  const recovery = async () => ({ state: 'Done', result: 'receipt' }) as never;
  expect(await errorOf(handlerProcess(store, run, { recovery }).deliver('a'))).toMatchObject({
    code: 'IDEMPOTENCY_CONFIGURATION',
  });
  expect(run).not.toHaveBeenCalled();
});
