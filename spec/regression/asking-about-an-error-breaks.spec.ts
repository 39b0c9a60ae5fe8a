import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf, useFakeTime } from '../execution/fake-time.js';
import { handlerProcess } from '../execution/handler-process.js';

useFakeTime();

class Unaskable extends Error {
  static override [Symbol.hasInstance](): boolean {
    throw new TypeError('of the class');
  }
}

it('a class of replayErrors that cannot be asked does not replace the error of the method', async () => {
  const own = new Error('no stock');
  const store = new InMemoryRepository();
  const process = handlerProcess(store, (_: string) => Promise.reject(own), { replayErrors: [Unaskable] });
  expect(await errorOf(process.deliver('a'))).toBe(own);
  expect(store.records).toMatchObject([{ status: 'FAILED' }]);
});
