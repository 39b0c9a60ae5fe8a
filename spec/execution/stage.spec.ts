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
    expect(stage.end()).toEqual([
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

  it.each([
    ['text', (size: number) => 'x'.repeat(size)],
    ['bytes', (size: number) => Buffer.alloc(size)],
  ])('takes 3.6 MB to the last byte, of %s', (_, blobOf) => {
    const around = JSON.stringify({ TableName: 'orders', Item: { id: { S: 'a' }, blob: { B: '' } } }).length;
    const stage = new Stage('Orders.onOrder');
    expect(() => stage.add(put('a', { blob: blobOf(3_600_001 - around) }))).toThrow(/at most 3600000 bytes/);
    stage.add(put('a', { blob: blobOf(3_600_000 - around) }));
    expect(stage.end()).toHaveLength(1);
  });

  it('takes one write per item', () => {
    const stage = new Stage('Orders.onOrder');
    stage.add(update('o-1'));
    expect(() => stage.add(update('o-1'))).toThrow(/one write per item/);
    stage.add(update('o-2'));
    expect(stage.end()).toHaveLength(2);
  });

  it('knows an item by its key, in whatever order its attributes stand', () => {
    const stage = new Stage('Orders.onOrder');
    const removal = (Key: object) => ({ Delete: { TableName: 'orders', Key } });
    stage.add(removal({ id: 'o-1', line: 1 }));
    expect(() => stage.add(removal({ line: 1, id: 'o-1' }))).toThrow(/one write per item/);
  });

  it('leaves what holds no values as it is, for DynamoDB to judge', () => {
    const written: unknown = { Put: { TableName: 'orders', Item: {}, ExpressionAttributeValues: null } };
    const stage = new Stage('Orders.onOrder');
    // Only untyped code can get here.
    stage.add(written as StagedItem);
    expect(stage.end()).toEqual([
      { kind: 'Put', input: { TableName: 'orders', Item: {}, ExpressionAttributeValues: null } },
    ]);
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['two kinds at once', { ...put('a'), ...update('b') }],
    ['no TableName', { Put: { Item: { id: 'a' } } }],
    ['an unknown kind', { Get: { TableName: 'orders' } }],
    ['null in place of a write', { Put: null }],
  ])('refuses %s', (_name, item) => {
    // Only untyped code can get here.
    expect(() => new Stage('Orders.onOrder').add(item as StagedItem)).toThrow(/exactly one of Put, Update/);
  });

  it('names the place of a value that DynamoDB cannot hold, not the value', () => {
    expect(() => new Stage('Orders.onOrder').add(put('a', { when: new Date(0) }))).toThrow(
      'Orders.onOrder: execution().stage() cannot take this write: Put.Item.when is an instance of a class: give its ' +
        'plain fields. Nothing was written.',
    );
  });

  it('lets pass what an accessor of the write throws', () => {
    const own = new RangeError('no stock');
    const read = (): never => {
      throw own;
    };
    const more = Object.defineProperty({}, 'stock', { get: read, enumerable: true });
    const stage = new Stage('Orders.onOrder');
    expect(() => stage.add({ Put: { TableName: 'orders', Item: more } })).toThrow(own);
    expect(stage.end()).toEqual([]);
  });
});
