import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { configureIdempotency, DynamoDBRepository, Idempotent, isIdempotencyError } from '../../lib/index.js';
import { createTable } from '../engines/create-table.js';
import type { Engine } from '../engines/engine.js';
import { startFaultProxy, type FaultProxy } from '../engines/fault-proxy.js';
import { denyAccess, failInternally, hang, loseRequest, throttle, type Fault } from '../engines/faults.js';
import { errorOf, lambdaContext } from '../execution/fake-time.js';

interface Order {
  readonly id: string;
}

interface Failure {
  readonly name: string;
  readonly network?: () => Fault;
  readonly table?: (client: DynamoDBClient) => Promise<string>;
  /** What the message tells about the reason and about what to do. */
  readonly message: RegExp;
}

const failures: readonly Failure[] = [
  { name: 'the table does not exist', table: async () => 'no-such-table', message: /"no-such-table".*no such table.*Create it/ },
  {
    name: 'the table has another key',
    table: async (client) => {
      const tableName = `records-${randomUUID()}`;
      await createTable(client, { tableName, partitionKey: 'pk', sortKey: 'sk' });
      return tableName;
    },
    message: /another primary key than the options say.*partitionKey/,
  },
  { name: 'access is denied', network: denyAccess, message: /access is denied.*dynamodb:UpdateItem/ },
  { name: 'requests are throttled', network: throttle, message: /throttled.*capacity/ },
  { name: 'DynamoDB fails internally', network: failInternally, message: /failed internally/ },
  { name: 'the connection breaks', network: loseRequest, message: /cannot be reached|network/ },
  { name: 'nobody answers', network: hang, message: /within|timed out|time/ },
];

/** What callers of a guarded method meet when its store does not work. */
export function describeStoreFailures(name: string, start: () => Promise<Engine>): void {
  describe(`a guarded method whose store, ${name}, does not work`, () => {
    let engine: Engine;
    let network: FaultProxy;
    let table: string;

    beforeAll(async () => {
      engine = await start();
      network = await startFaultProxy(engine.endpoint);
      table = `records-${randomUUID()}`;
      await createTable(engine.client(), { tableName: table });
    });
    afterEach(() => {
      network.reset();
      configureIdempotency({});
    });
    afterAll(async () => {
      await network.stop();
      await engine.stop();
    });

    describe.each(failures)('because $name', (failure) => {
      async function handlerWith(whenUnavailable: 'reject' | 'execute') {
        const client = network.client({ maxAttempts: 2 });
        const tableName = failure.table ? await failure.table(engine.client()) : table;
        if (failure.network) network.onEvery(() => true, failure.network());
        const outcomes: string[] = [];
        configureIdempotency({
          repository: new DynamoDBRepository({ tableName, client }),
          observers: [({ outcome }) => void outcomes.push(outcome)],
        });
        const run = jest.fn();
        class OrderHandler {
          @Idempotent({ operation: 'onOrder', whenUnavailable })
          async onOrder({ id }: Order, _context?: object) {
            run();
            return id;
          }
        }
        return { handler: new OrderHandler(), run, outcomes };
      }

      it('gets an error that names the member and says what to do; the method was not run', async () => {
        const { handler, run, outcomes } = await handlerWith('reject');
        const error = await errorOf(handler.onOrder({ id: 'card 4242' }, lambdaContext(1_500)));
        if (!isIdempotencyError(error, 'IDEMPOTENCY_REPOSITORY')) throw error;
        expect(error).toMatchObject({ operation: 'onOrder', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
        expect(error.message).toMatch(/^(OrderHandler\.)?onOrder: the method was not run\. /);
        expect(error.message).toMatch(failure.message);
        expect(error.message).not.toContain('4242');
        expect(error.cause).toBeInstanceOf(Error);
        expect(run).not.toHaveBeenCalled();
        expect(outcomes).toEqual(['store_unavailable']);
      });

      it('runs it unguarded, observed, under whenUnavailable: execute', async () => {
        const { handler, run, outcomes } = await handlerWith('execute');
        expect(await handler.onOrder({ id: 'a' }, lambdaContext(1_500))).toBe('a');
        expect(run).toHaveBeenCalledTimes(1);
        expect(outcomes).toEqual(['store_unavailable', 'unguarded']);
      });
    });
  });
}
