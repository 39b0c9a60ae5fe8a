import { randomUUID } from 'node:crypto';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { DynamoDBRepository } from '../../lib/repository/dynamodb/dynamodb-repository.js';
import { createTable } from '../engines/create-table.js';
import type { Engine } from '../engines/engine.js';
import { startFaultProxy, type FaultProxy, type Match, type ProxiedRequest } from '../engines/fault-proxy.js';
import { handlerProcess, type HandlerProcess, type ProcessOptions } from '../execution/handler-process.js';

/** A worker of its own: SDK client, connections and network, none of them shared with another worker. */
export interface Worker<Args extends unknown[], Result> extends HandlerProcess<Args, Result> {
  readonly network: FaultProxy;
}

/** A table of one spec file, and the workers that share it. */
export interface Workplace {
  readonly tableName: string;
  worker<Args extends unknown[], Result>(
    method: (...args: Args) => Result | Promise<Result>,
    options?: ProcessOptions,
  ): Promise<Worker<Args, Result>>;
  /** The one item of a key, as DynamoDB holds it. */
  item(id: string): Promise<Record<string, unknown> | undefined>;
  close(): Promise<void>;
}

/** How often the SDK sends a request, unless a spec says otherwise. */
const TRIES = 2;

export async function openWorkplace(engine: Engine): Promise<Workplace> {
  const tableName = `records-${randomUUID()}`;
  await createTable(engine.client(), { tableName });
  const reader = DynamoDBDocumentClient.from(engine.client());
  const networks: FaultProxy[] = [];
  return {
    tableName,
    async worker(method, options) {
      const network = await startFaultProxy(engine.endpoint);
      networks.push(network);
      const client = network.client({ maxAttempts: TRIES });
      const process = handlerProcess(new DynamoDBRepository({ tableName, client }), method, options);
      return Object.assign(process, { network });
    },
    async item(id) {
      const read = new GetCommand({ TableName: tableName, Key: { id }, ConsistentRead: true });
      return (await reader.send(read)).Item;
    },
    async close() {
      await Promise.all(networks.map((network) => network.stop()));
      await engine.stop();
    },
  };
}

const carries =
  (...names: readonly string[]): Match =>
  ({ operation, body }: ProxiedRequest) => {
    const values = body['ExpressionAttributeValues'];
    return operation === 'UpdateItem' && typeof values === 'object' && names.every((name) => name in (values ?? {}));
  };

export const CLAIM = carries(':running', ':one');
export const COMPLETE = carries(':complete');
export const FAIL = carries(':failed', ':error');
export const RENEW: Match = (request) =>
  !(CLAIM as (request: ProxiedRequest) => boolean)(request) &&
  (carries(':leaseEnd') as (request: ProxiedRequest) => boolean)(request);
