/** Compiled, not run: options that contradict one another must be compile errors, right ones must not. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { DynamoDBRepository } from '../../lib/index.js';

const client = new DynamoDBClient({});
declare const maybeClient: DynamoDBClient | undefined;

new DynamoDBRepository({ tableName: 'idempotency' });
new DynamoDBRepository({ tableName: 'idempotency', client });
new DynamoDBRepository({ tableName: 'idempotency', client: maybeClient });
new DynamoDBRepository({ tableName: 'idempotency', client: DynamoDBDocumentClient.from(client) });
new DynamoDBRepository({ tableName: 'idempotency', clientConfig: { region: 'eu-west-1', maxAttempts: 2 } });
new DynamoDBRepository({ tableName: 'idempotency', clientConfig: { requestHandler: { requestTimeout: 500 } } });

// @ts-expect-error -- a client comes with its settings
new DynamoDBRepository({ tableName: 'idempotency', client, clientConfig: { region: 'eu-west-1' } });
// @ts-expect-error -- no such setting
new DynamoDBRepository({ tableName: 'idempotency', clientConfig: { regoin: 'eu-west-1' } });
// @ts-expect-error -- no such option
new DynamoDBRepository({ tableName: 'idempotency', readfirst: true });
