import { leastPrivilegePolicy } from '../../../lib/repository/dynamodb/least-privilege-policy.js';

describe('leastPrivilegePolicy', () => {
  it('allows single-item reads and writes of one table, and nothing else', () => {
    const tableArn = 'arn:aws:dynamodb:eu-west-1:123456789012:table/idempotency';
    expect(leastPrivilegePolicy({ tableArn })).toEqual({
      Effect: 'Allow',
      Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
      Resource: tableArn,
    });
  });
});
