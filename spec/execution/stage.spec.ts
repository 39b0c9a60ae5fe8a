import { Stage } from '../../lib/execution/stage.js';
import type { StagedItem } from '../../lib/execution/staged-write.js';

const put = (id: string, more: object = {}): StagedItem => ({ Put: { TableName: 'orders', Item: { id, ...more } } });
const update = (id: string): StagedItem => ({
  Update: { TableName: 'orders', Key: { id }, UpdateExpression: 'SET a = :a', ExpressionAttributeValues: { ':a': 1 } },
});

describe('Stage', () => {
  it("turns the document client's notation into DynamoDB's", () => {
    const stage = new Stage('Orders.onOrder');
    stage.add(update('o-1'));
    expect(stage.writes).toEqual([
      {
        kind: 'Update',
        input: {
          TableName: 'orders',
          Key: { id: { S: 'o-1' } },
          UpdateExpression: 'SET a = :a',
          ExpressionAttributeValues: { ':a': { N: '1' } },
        },
      },
    ]);
  });

  it('takes 99 writes and refuses the hundredth', () => {
    const stage = new Stage('Orders.onOrder');
    for (let index = 0; index < 99; index++) stage.add(put(`o-${index}`));
    expect(() => stage.add(put('o-99'))).toThrow(/^Orders\.onOrder: .*at most 99 writes.*Nothing was written/);
  });

  it('takes up to 3.6 MB in all', () => {
    const stage = new Stage('Orders.onOrder');
    for (let index = 0; index < 9; index++) stage.add(put(`o-${index}`, { blob: Buffer.alloc(390_000) }));
    expect(() => stage.add(put('o-9', { blob: Buffer.alloc(390_000) }))).toThrow(/at most 3600000 bytes/);
  });

  it('takes one write per item', () => {
    const stage = new Stage('Orders.onOrder');
    stage.add(update('o-1'));
    expect(() => stage.add(update('o-1'))).toThrow(/one write per item/);
    stage.add(update('o-2'));
    expect(stage.writes).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['two kinds at once', { ...put('a'), ...update('b') }],
    ['no TableName', { Put: { Item: { id: 'a' } } }],
    ['an unknown kind', { Get: { TableName: 'orders' } }],
  ])('refuses %s', (_name, item) => {
    // Only untyped code can get here.
    expect(() => new Stage('Orders.onOrder').add(item as StagedItem)).toThrow(/exactly one of Put, Update/);
  });

  it('names the place of a value that DynamoDB cannot hold, not the value', () => {
    expect(() => new Stage('Orders.onOrder').add(put('a', { when: new Date(0) }))).toThrow(/Put\.Item\.when is an instance/);
  });
});
