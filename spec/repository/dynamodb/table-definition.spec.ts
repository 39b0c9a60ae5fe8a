import { idempotencyTable } from '../../../lib/repository/dynamodb/table-definition.js';

describe('idempotencyTable', () => {
  it('defines the table that the same options use', () => {
    expect(idempotencyTable({ tableName: 'records' })).toEqual({
      createTable: {
        TableName: 'records',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
      updateTimeToLive: {
        TableName: 'records',
        TimeToLiveSpecification: { AttributeName: 'idempotent_expiry', Enabled: true },
      },
    });
  });

  it('with a sort key and another TTL attribute', () => {
    const options = { partitionKey: 'pk', sortKey: { name: 'sk' }, attributes: { idempotent_expiry: 'expiration' } };
    const { createTable, updateTimeToLive } = idempotencyTable({ tableName: 'records', ...options });
    expect(createTable.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    expect(createTable.AttributeDefinitions).toEqual([
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ]);
    expect(updateTimeToLive.TimeToLiveSpecification?.AttributeName).toBe('expiration');
  });

  it('refuses what the repository refuses', () => {
    expect(() => idempotencyTable({ tableName: '' })).toThrow('tableName must be');
  });
});
