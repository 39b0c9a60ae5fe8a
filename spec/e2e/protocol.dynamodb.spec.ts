import { startDynamoDBLocal } from '../engines/dynamodb-local.js';
import { describeProtocol } from './protocol-suite.js';

jest.setTimeout(30_000);

describeProtocol('DynamoDB Local', startDynamoDBLocal, true);
