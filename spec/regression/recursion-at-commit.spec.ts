import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { useFakeTime } from '../execution/fake-time.js';
import { handlerProcess, type HandlerProcess } from '../execution/handler-process.js';

useFakeTime();

it("a recursive call under claim: 'at-commit' does not wait for itself and has one transaction", async () => {
  const store = new InMemoryRepository();
  const process: HandlerProcess<[string, number?], string> = handlerProcess(
    store,
    async (id: string, depth = 0): Promise<string> => {
      execution().stage({ Put: { TableName: 'orders', Item: { id: `${id}${depth}` } } });
      return depth === 2 ? 'bottom' : process.deliver(id, depth + 1);
    },
    { claim: 'at-commit' },
  );
  expect(await process.deliver('a')).toBe('bottom');
  expect(process.repository.sent).toEqual(['commitUnclaimed']);
  expect(store.committedWrites).toHaveLength(3);
});
