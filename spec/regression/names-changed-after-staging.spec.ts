import { execution, idempotent, InMemoryRepository } from '../../lib/index.js';

it('a staged write keeps its attribute names as they were, whatever becomes of the object that held them', async () => {
  const repository = new InMemoryRepository();
  const handler = idempotent(
    async (_: { id: string }) => {
      const ExpressionAttributeNames = { '#a': 'first' };
      const UpdateExpression = 'REMOVE #a';
      const Key = { id: '1' };
      execution().stage({ Update: { TableName: 'orders', Key, UpdateExpression, ExpressionAttributeNames } });
      ExpressionAttributeNames['#a'] = 'second';
    },
    { key: 'id', operation: 'order', repository },
  );
  await handler({ id: 'a' });
  expect(repository.committedWrites).toMatchObject([{ input: { ExpressionAttributeNames: { '#a': 'first' } } }]);
});
