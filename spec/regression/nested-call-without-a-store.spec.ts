import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { useFakeTime } from '../execution/fake-time.js';
import { handlerProcess, type HandlerProcess } from '../execution/handler-process.js';
import { loseRequest } from '../execution/remote-repository.js';

useFakeTime();

it('a call that runs unguarded, since there is no store, does not wait for itself when it calls itself', async () => {
  const runs: number[] = [];
  const process: HandlerProcess<[string, number], string> = handlerProcess(
    new InMemoryRepository(),
    async (id: string, depth: number): Promise<string> => {
      runs.push(depth);
      return depth === 2 ? id : process.deliver(id, depth + 1);
    },
    { whenUnavailable: 'execute' },
  );
  process.repository.onEvery('claim', loseRequest);
  const startedAt = Date.now();
  expect(await process.deliver('a', 1)).toBe('a');
  expect(runs).toEqual([1, 2]);
  expect(Date.now()).toBe(startedAt);
});
