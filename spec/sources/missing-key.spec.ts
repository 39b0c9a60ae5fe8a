import { idempotent, InMemoryRepository } from '../../lib/index.js';
import { sqs } from '../../lib/sources/index.js';

const record = { messageId: 'm', body: 'not JSON', eventSourceARN: 'arn', attributes: {} };
type Delivered = typeof record;

test('a malformed body is refused before the method runs and before anything is stored', async () => {
  const repository = new InMemoryRepository();
  const run = jest.fn(async (_record: Delivered) => 'done');
  const guarded = idempotent(run, { key: sqs.body('orderId'), operation: 'refused', repository });
  await expect(guarded(record)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_MISSING', operation: 'refused' });
  expect(run).not.toHaveBeenCalled();
  expect(repository.records).toEqual([]);
});

test("under onMissingKey: 'execute' it runs unguarded, each time", async () => {
  const repository = new InMemoryRepository();
  const run = jest.fn(async (_record: Delivered) => 'done');
  const options = { key: sqs.body('orderId'), onMissingKey: 'execute', operation: 'unguarded', repository } as const;
  const guarded = idempotent(run, options);
  expect([await guarded(record), await guarded(record)]).toEqual(['done', 'done']);
  expect(run).toHaveBeenCalledTimes(2);
  expect(repository.records).toEqual([]);
});
