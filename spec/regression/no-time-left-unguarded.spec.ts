import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, lambdaContext, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess } from '../execution/handler-process.js';

useFakeTime();

const lenient = [{ whenUnavailable: 'execute' }, { claim: 'at-commit' }] as const;

it.each(lenient)('without time left %p runs nothing', async (options) => {
  const run = jest.fn((_: string, _context: object) => 'done');
  const process = handlerProcess(new InMemoryRepository(), run, options);
  expect(await errorOf(process.deliver('a', lambdaContext(0)))).toMatchObject({ code: 'IDEMPOTENCY_REPOSITORY' });
  expect(run).not.toHaveBeenCalled();
});
