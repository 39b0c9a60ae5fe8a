// One DynamoDB Local for a whole run of jest; specs find it by DYNAMODB_ENDPOINT.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export default async function start() {
  require('../../build/register-typescript.cjs');
  const { startDynamoDBLocal } = require('./dynamodb-local.ts');
  const engine = await startDynamoDBLocal();
  process.env.DYNAMODB_ENDPOINT = engine.endpoint;
  globalThis.dynamoDBLocal = engine;
}
