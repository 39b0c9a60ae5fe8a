import { randomUUID } from 'node:crypto';
import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBRepository, idempotent } from '../../lib/index.js';
import { createTable } from '../engines/create-table.js';
import { startDynamoDBLocal } from '../engines/dynamodb-local.js';
import type { Engine } from '../engines/engine.js';

let engine: Engine;
const tableName = `capacity-${randomUUID()}`;

beforeAll(async () => {
  engine = await startDynamoDBLocal();
  await createTable(engine.client(), { tableName });
});

afterAll(() => engine.stop());

/** A client that has the engine tell what each write consumed. */
function metered(): { readonly client: DynamoDBClient; readonly units: number[] } {
  const client = engine.client();
  const units: number[] = [];
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
      const answer = await next(args);
      const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
      units.push(ConsumedCapacity?.CapacityUnits ?? NaN);
      return answer;
    },
    { step: 'initialize' },
  );
  return { client, units };
}

/** The units of the bare result in a record: what a guard that does not compress pays for the completing write. */
async function unitsOfBare(text: string): Promise<number> {
  const { client, units } = metered();
  const record = { id: { S: randomUUID() }, result: { S: text }, rest: { S: 'x'.repeat(300) } };
  await client.send(new PutItemCommand({ TableName: tableName, Item: record }));
  return units[0] ?? NaN;
}

const context = { getRemainingTimeInMillis: () => 30_000 };
const resultOf = (bytes: number): string =>
  Array.from({ length: Math.ceil(bytes / 40) }, (_, index) => `line ${index}: ${Math.imul(index, 0x9e3779b1)} of blue`)
    .join()
    .slice(0, bytes);

describe('the capacity that a first call consumes', () => {
  it.each([200, 1_024, 10_240, 102_400])('is no more than of the bare result: %i bytes', async (bytes) => {
    const { client, units } = metered();
    const result = resultOf(bytes);
    const place = idempotent(async (_order: { id: string }, _context: unknown) => result, {
      operation: `place-${bytes}`,
      key: 'id',
      repository: new DynamoDBRepository({ tableName, client }),
    });

    await place({ id: randomUUID() }, context);

    const consumed = units.reduce((sum, one) => sum + one, 0);
    expect(consumed).toBeGreaterThanOrEqual(2);
    expect(consumed).toBeLessThanOrEqual(1 + (await unitsOfBare(result)));
  });
});
