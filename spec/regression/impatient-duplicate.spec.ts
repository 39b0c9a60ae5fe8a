import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, gate, settle, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess } from '../execution/handler-process.js';

useFakeTime();

it('a duplicate that goes to the store does not hide the running call from the next one', async () => {
  const ends = gate<string>();
  const process = handlerProcess(new InMemoryRepository(), (_: string, _context?: object) => ends.opened);
  const first = process.deliver('a');
  await settle();
  const hasNoTimeToWait = { getRemainingTimeInMillis: () => 10 };
  expect(await errorOf(process.deliver('a', hasNoTimeToWait))).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
  const before = process.repository.requests.length;
  const joined = process.deliver('a');
  await settle();
  expect(process.repository.requests.length).toBe(before);
  ends.open('done');
  expect(await Promise.all([first, joined])).toEqual(['done', 'done']);
});
