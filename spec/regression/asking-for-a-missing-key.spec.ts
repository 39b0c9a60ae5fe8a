import { execution } from '../../lib/execution/execution.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import { errorOf } from '../execution/fake-time.js';
import { handlerProcess, MEMBER, type Order } from '../execution/handler-process.js';

const asks = {
  key: () => execution().key,
  childKey: () => execution().childKey('charge'),
};

describe('a method that runs unguarded, because its payload has no key, and asks for one', () => {
  it.each(Object.entries(asks))('is told so, and not that it was not run: %s', async (_, ask) => {
    const options = { key: 'missing', onMissingKey: 'execute' } as const;
    const process = handlerProcess(new InMemoryRepository(), (__: Order) => ask(), options);
    expect(await errorOf(process.deliver({ id: 'a' }))).toMatchObject({
      code: 'IDEMPOTENCY_CONFIGURATION',
      message:
        `${MEMBER}: execution().key and childKey() need an idempotency key, and this call runs unguarded because its ` +
        'payload has none; see the cause. Correct the sender, or the option `key`.',
      cause: { code: 'IDEMPOTENCY_KEY_MISSING' },
    });
  });

  it('gets what a function among the options threw as it is', async () => {
    let calls = 0;
    const key = () => {
      calls += 1;
      if (calls > 1) throw new RangeError('of the function');
      return undefined as unknown as string;
    };
    const options = { key, onMissingKey: 'execute' } as const;
    const process = handlerProcess(new InMemoryRepository(), (_: Order) => asks.key(), options);
    expect(await errorOf(process.deliver({ id: 'a' }))).toBeInstanceOf(RangeError);
  });
});
