import { Idempotent, InMemoryRepository, UseRepository, execution } from '../../lib/index.js';

@UseRepository(new InMemoryRepository())
class OrderHandler {
  runs = 0;
  fail = 0;
  @Idempotent({ key: 'id', ttl: '48h' })
  async onOrder(event: { id: string }) {
    this.runs++;
    await new Promise((r) => setTimeout(r, 20));
    if (this.fail-- > 0) throw new Error('boom');
    return { id: event.id, attempt: execution().attempt, fence: execution().fence, d: new Date(5), m: new Map([[1, 2]]) };
  }
}

test('smoke', async () => {
  const h = new OrderHandler();
  const answers = await Promise.all(Array.from({ length: 50 }, () => h.onOrder({ id: 'a' })));
  expect(h.runs).toBe(1);
  for (const a of answers) expect(a).toStrictEqual(answers[0]);
  expect(await h.onOrder({ id: 'a' })).toStrictEqual(answers[0]);
  h.fail = 1;
  await expect(h.onOrder({ id: 'b' })).rejects.toThrow('boom');
  expect((await h.onOrder({ id: 'b' })).attempt).toBe(2);
  expect(h.onOrder.name).toBe('onOrder');
  expect(h.onOrder.length).toBe(1);
});
