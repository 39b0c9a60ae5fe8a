import { startDynamoDBLocal } from '../engines/dynamodb-local.js';
import { describeStoreFailures } from './store-failures-suite.js';

jest.setTimeout(30_000);

describeStoreFailures('DynamoDB Local', startDynamoDBLocal);
