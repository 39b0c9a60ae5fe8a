import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '../sides/built-library.js';
import type { Handler } from '../sides/handler.js';

/** A copy of the built library, below the project's packages: a build that is made meanwhile changes nothing. */
export const MEASURED = join(ROOT, '.cache/bench/lean');

const TABLE = 'idempotency';
const REGION = 'us-east-1';
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

type Library = typeof import('../../lib/index.js');
type LeanEntry = typeof import('../../lib/lean-client/index.js');
type Sdk = typeof import('@aws-sdk/client-dynamodb');
type Powertools = typeof import('@aws-lambda-powertools/idempotency');
type PowertoolsLayer = typeof import('@aws-lambda-powertools/idempotency/dynamodb');

const load = createRequire(__filename);

/** Each loads what it needs when it is called, and guards the handler with one field as its key. */
export const SIDES = {
  lean(handler: Handler, endpoint: string): Handler {
    const { leanClient } = load(join(MEASURED, 'cjs/lean-client/index.js')) as LeanEntry;
    return guardedByUs(handler, leanClient({ region: REGION, endpoint, credentials: CREDENTIALS }));
  },

  sdk(handler: Handler, endpoint: string): Handler {
    const { DynamoDBClient } = load('@aws-sdk/client-dynamodb') as Sdk;
    return guardedByUs(handler, new DynamoDBClient({ region: REGION, endpoint, credentials: CREDENTIALS }));
  },

  powertools(handler: Handler, endpoint: string): Handler {
    const { IdempotencyConfig, makeIdempotent } = load('@aws-lambda-powertools/idempotency') as Powertools;
    const { DynamoDBPersistenceLayer } = load('@aws-lambda-powertools/idempotency/dynamodb') as PowertoolsLayer;
    const clientConfig = { region: REGION, endpoint, credentials: CREDENTIALS };
    // It types its wrapper by the wrapped function, with `any` for its arguments.
    return makeIdempotent(handler, {
      persistenceStore: new DynamoDBPersistenceLayer({ tableName: TABLE, clientConfig }),
      keyPrefix: 'place',
      config: new IdempotencyConfig({ eventKeyJmesPath: 'detail.orderId', throwOnNoIdempotencyKey: true }),
    }) as Handler;
  },
} as const;

export type LeanSide = keyof typeof SIDES;

type Client = NonNullable<ConstructorParameters<Library['DynamoDBRepository']>[0]['client']>;

function guardedByUs(handler: Handler, client: Client): Handler {
  const { DynamoDBRepository, idempotent } = load(join(MEASURED, 'cjs/index.js')) as Library;
  const repository = new DynamoDBRepository({ tableName: TABLE, client });
  return idempotent(handler, { operation: 'place', key: 'detail.orderId', repository });
}
