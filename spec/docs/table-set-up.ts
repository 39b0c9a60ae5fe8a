import { leastPrivilegePolicy } from '../../lib/repository/dynamodb/least-privilege-policy.js';
import { idempotencyTable } from '../../lib/repository/dynamodb/table-definition.js';

const TABLE = 'idempotency';
const { createTable, updateTimeToLive } = idempotencyTable({ tableName: TABLE });
const key = { ...createTable.AttributeDefinitions?.[0], ...createTable.KeySchema?.[0] };
const ttlAttribute = updateTimeToLive.TimeToLiveSpecification?.AttributeName ?? '';

const fenced = (language: string, lines: readonly string[]): string =>
  [`\`\`\`${language}`, ...lines, '```'].join('\n');

/** The table by the AWS CLI. */
export const tableByCli = (): string =>
  fenced('sh', [
    `aws dynamodb create-table --table-name ${TABLE} --billing-mode ${createTable.BillingMode} \\`,
    `  --attribute-definitions AttributeName=${key.AttributeName},AttributeType=${key.AttributeType} \\`,
    `  --key-schema AttributeName=${key.AttributeName},KeyType=${key.KeyType}`,
    `aws dynamodb wait table-exists --table-name ${TABLE}`,
    `aws dynamodb update-time-to-live --table-name ${TABLE} \\`,
    `  --time-to-live-specification Enabled=true,AttributeName=${ttlAttribute}`,
  ]);

/** The table and the least policy of a function, in a SAM template. */
export const tableBySam = (): string =>
  fenced('yaml', [
    'Resources:',
    '  IdempotencyTable:',
    '    Type: AWS::DynamoDB::Table',
    '    Properties:',
    `      TableName: ${TABLE}`,
    `      BillingMode: ${createTable.BillingMode}`,
    '      AttributeDefinitions:',
    `        - { AttributeName: ${key.AttributeName}, AttributeType: ${key.AttributeType} }`,
    '      KeySchema:',
    `        - { AttributeName: ${key.AttributeName}, KeyType: ${key.KeyType} }`,
    '      TimeToLiveSpecification:',
    `        { AttributeName: ${ttlAttribute}, Enabled: true }`,
    '  OrdersFunction:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Policies:',
    '        - Version: "2012-10-17"',
    '          Statement:',
    '            - Effect: Allow',
    `              Action: [${leastPrivilegePolicy({ tableArn: '' }).Action.join(', ')}]`,
    '              Resource: !GetAtt IdempotencyTable.Arn',
  ]);

const ARN = `arn:aws:dynamodb:REGION:ACCOUNT:table/${TABLE}`;

/** The least policy of a role. */
export function leastPolicy(): string {
  const policy = { Version: '2012-10-17', Statement: [leastPrivilegePolicy({ tableArn: ARN })] };
  return fenced('json', [JSON.stringify(policy, null, 2)]);
}
