import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { Context } from 'aws-lambda';
import { DynamoDBRepository, idempotent } from '../../lib/index.js';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';
import type { Engine } from '../engines/engine.js';
import { ROOT } from './source-file.js';

interface OrderEvent {
  readonly orderId: string;
}
type Handler = (event: OrderEvent, context: Context) => Promise<unknown>;

/** A worker of its own, with a client and a store of its own, that guards this handler. */
type Worker = (handler: Handler) => Handler;

const TABLE = 'idempotency';
let engine: Engine;

const ours: Worker = (handler) =>
  idempotent(handler, {
    operation: 'orders',
    key: 'orderId',
    repository: new DynamoDBRepository({ tableName: TABLE, client: engine.client() }),
  });

const theirs: Worker = (handler) =>
  makeIdempotent(handler, {
    keyPrefix: 'orders',
    persistenceStore: new DynamoDBPersistenceLayer({ tableName: TABLE, awsSdkV3Client: engine.client() }),
    config: new IdempotencyConfig({ eventKeyJmesPath: 'orderId' }),
  });

const contextWith = (remainingMs: number): Context => {
  const endsAtMs = Date.now() + remainingMs;
  const names = { functionName: 'orders', functionVersion: '1', memoryLimitInMB: '128', awsRequestId: 'request' };
  return {
    ...names,
    callbackWaitsForEmptyEventLoop: false,
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:orders',
    logGroupName: 'orders',
    logStreamName: 'orders',
    getRemainingTimeInMillis: () => endsAtMs - Date.now(),
    done: () => undefined,
    fail: () => undefined,
    succeed: () => undefined,
  };
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let orders = 0;
const newOrder = (): OrderEvent => ({ orderId: `ord-${++orders}` });

const MINUTE_MS = 60_000;

/** What happens, by the line of the README's table that tells it; the same for both libraries. */
const FACTS: Readonly<Record<string, (worker: Worker) => Promise<unknown>>> = {
  async 'a duplicate arrives at another worker while the first one runs'(worker) {
    const event = newOrder();
    const first = worker(async () => sleep(300).then(() => 'receipt'))(event, contextWith(MINUTE_MS));
    await sleep(100);
    const second = await worker(async () => 'ran')(event, contextWith(MINUTE_MS)).catch((error: Error) => error.name);
    await first;
    return second;
  },
  async 'a frozen worker wakes up after its time, and its method fails, when another one has finished'(worker) {
    const event = newOrder();
    let wake!: (reason: Error) => void;
    const frozen = worker(() => new Promise((_, reject) => (wake = reject)))(event, contextWith(400));
    const ended = frozen.catch((error: Error) => error.message);
    await sleep(600);
    await worker(async () => 'second')(event, contextWith(MINUTE_MS));
    wake(new Error('connection lost'));
    await ended;
    return worker(async () => 'third')(event, contextWith(MINUTE_MS));
  },
  async 'an event has no value at the key path'(worker) {
    // As senders do in spite of all types.
    const event = JSON.parse('{}') as OrderEvent;
    return worker(async () => 'ran')(event, contextWith(MINUTE_MS)).catch((error: Error) => error.name);
  },
  async 'a method returns an object with a Date'(worker) {
    const event = newOrder();
    const handler = worker(async () => ({ at: new Date(0) }));
    const first = await handler(event, contextWith(MINUTE_MS)).catch((error: Error) => error.name);
    return [first, await handler(event, contextWith(MINUTE_MS)).catch((error: Error) => error.name)];
  },
};

const WITH_OURS: readonly unknown[] = [
  'receipt',
  'second',
  'IdempotencyKeyMissingError',
  [{ at: new Date(0) }, { at: new Date(0) }],
];
const WITH_THEIRS: readonly unknown[] = [
  'IdempotencyAlreadyInProgressError',
  'third',
  'ran',
  ['IdempotencyPersistenceLayerError', 'IdempotencyAlreadyInProgressError'],
];

describe('what the README says in comparison', () => {
  beforeAll(async () => {
    engine = await startDynalite();
    await createTable(engine.client(), { tableName: TABLE });
  });
  afterAll(() => engine.stop());

  test('is what is shown here, line by line', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const [, table = ''] = /## Compared with Powertools\n([^]*?)(?=\n## |$)/.exec(readme) ?? [];
    const lines = Array.from(table.matchAll(/^\| ([^|]+?) \|.*\|$/gm), ([, first]) => first);
    expect(lines.filter((line) => line !== 'when')).toEqual(Object.keys(FACTS));
  });

  describe.each([
    { library: 'this library', worker: ours, expected: WITH_OURS },
    { library: 'Powertools', worker: theirs, expected: WITH_THEIRS },
  ])('with $library', ({ worker, expected }) => {
    test.each(Object.keys(FACTS).map((fact, at) => ({ fact, answer: expected[at] })))(
      'when $fact',
      async ({ fact, answer }) => {
        await expect(FACTS[fact]?.(worker)).resolves.toEqual(answer);
      },
      30_000,
    );
  });
});
