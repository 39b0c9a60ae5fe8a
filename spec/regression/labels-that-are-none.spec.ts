import { execution, idempotent, InMemoryRepository } from '../../lib/index.js';
import { errorOf } from '../execution/fake-time.js';

describe('childKey', () => {
  it.each([
    ['undefined', undefined],
    ['number', 7],
  ])('refuses %s: to the other service all such requests would be one', async (shown, label) => {
    const charge = idempotent(async (_: { id: string }) => execution().childKey(label as never), {
      operation: 'charge',
      key: 'id',
      repository: new InMemoryRepository(),
    });
    expect(await errorOf(charge({ id: 'a' }))).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      operation: 'charge',
      message: expect.stringContaining(`must be a string, but is ${shown}.`),
    });
  });
});
