import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBClient as Client, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';

/** What requests consumed. */
export interface Consumed {
  requests: number;
  writeUnits: number;
  readUnits: number;
}

/** On demand, in dollars for a unit (us-east-1, November 2026). */
const WRITE_PRICE = 0.625 / 1e6;
const READ_PRICE = 0.125 / 1e6;

export const priceOf = ({ writeUnits, readUnits }: Consumed): number =>
  writeUnits * WRITE_PRICE + readUnits * READ_PRICE;

interface Input {
  readonly TableName?: string;
  readonly Key?: Record<string, never>;
  readonly Item?: Record<string, never>;
  ReturnConsumedCapacity?: string;
}

interface Capacity {
  readonly CapacityUnits?: number;
}

/**
 * Adds up what all requests of a client consume, as the engine tells. It tells nothing of a refused write, which is
 * billed by the size of the item that it met: that item is written to a table aside, and this write's units count.
 *
 * @param aside a table with the same key, for that purpose alone.
 */
export function metered(client: DynamoDBClient, unmetered: DynamoDBClient, aside: string): Consumed {
  const consumed: Consumed = { requests: 0, writeUnits: 0, readUnits: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) => async (args) => {
      // All commands that are sent here have such an input.
      const input = args.input as Input;
      input.ReturnConsumedCapacity = 'TOTAL';
      consumed.requests += 1;
      try {
        const answer = await next(args);
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: Capacity | readonly Capacity[] };
        for (const one of [ConsumedCapacity ?? []].flat()) add(consumed, commandName, one);
        return answer;
      } catch (error) {
        if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
        consumed.writeUnits += await unitsOfItem(unmetered, input, aside);
        throw error;
      }
    },
    { step: 'initialize', name: 'metered' },
  );
  return consumed;
}

function add(consumed: Consumed, commandName: string, capacity: Capacity): void {
  const units = capacity.CapacityUnits ?? 0;
  if (commandName === 'GetItemCommand') consumed.readUnits += units;
  // The service bills a write within a transaction twice; the engine counts it once.
  else consumed.writeUnits += commandName === 'TransactWriteItemsCommand' ? 2 * units : units;
}

async function unitsOfItem(client: DynamoDBClient, { TableName, Key, Item }: Input, aside: string): Promise<number> {
  const key = Key ?? Item ?? {};
  const { Item: met } = await client.send(new GetItemCommand({ TableName, Key: { id: key.id ?? { S: '' } } }));
  const copy = new PutItemCommand({ TableName: aside, Item: met, ReturnConsumedCapacity: 'TOTAL' });
  return (await client.send(copy)).ConsumedCapacity?.CapacityUnits ?? NaN;
}

export const newClient = (endpoint: string): DynamoDBClient =>
  new Client({ region: 'us-east-1', endpoint, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
