import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBRepository } from '../../lib/index.js';
import { meter } from '../measure/meter.js';
import { assertSame } from '../measure/same.js';
import type { Figures } from '../measure/side-process.js';
import type { Side } from '../report/report.js';
import { guardedByUs, guardedWithSdk, repositoryOf } from '../sides/guarded-with-sdk.js';
import { CONTEXT, Orders, receipt, type Handler } from '../sides/handler.js';
import { orderEvent, type OrderEvent } from '../sides/order-event.js';

export interface Request {
  readonly endpoint: string;
  readonly calls: number;
  readonly atATime: number;
  /** Of our side: the repository's own client, as by default, or the one that all sides are given. */
  readonly ownClient?: boolean;
}

const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** As Lambda sets it. */
const inEnvironment = (endpoint: string): unknown =>
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoint,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
  });

class Refused extends Error {}

/** Delivers so many orders once, once more, and as many others whose handler fails. */
export const start = (side: Side) => {
  // As a process of Lambda has them: one client, with its connections, for all its time.
  let client: DynamoDBClient | undefined;
  let own: DynamoDBRepository | undefined;
  let round = 0;

  return async ({ endpoint, calls, atATime, ownClient = false }: Request): Promise<Figures> => {
    const given = (client ??= new DynamoDBClient({ region: 'us-east-1', credentials: CREDENTIALS, endpoint }));
    if (ownClient) inEnvironment(endpoint);
    const guarded = (of: Orders): Handler =>
      ownClient ? guardedByUs((own ??= repositoryOf(undefined)), of) : guardedWithSdk(side, given, of);
    round += 1;
    const orders = new Orders();
    const handle = guarded(orders);
    const events = Array.from({ length: calls }, (_, index) => orderEvent(`order-${process.pid}-${round}-${index}`));
    const fresh = await meter(() => deliver(handle, events, atATime));
    const duplicate = await meter(() => deliver(handle, events, atATime));
    assertSame('runs', orders.runs, calls);
    const [first = orderEvent('none')] = events;
    assertSame('the reply to a duplicate', await handle(first, CONTEXT), receipt(first.detail.orderId));

    const failing = guarded(new Orders(() => refuse()));
    const others = Array.from({ length: calls }, (_, index) => orderEvent(`refused-${process.pid}-${round}-${index}`));
    const failed = await meter(() => deliver(failing, others, atATime));
    return {
      freshCpu: fresh.cpuMicroseconds / calls,
      duplicateCpu: duplicate.cpuMicroseconds / calls,
      failedCpu: failed.cpuMicroseconds / calls,
      freshPerSecond: (calls / fresh.wallMicroseconds) * 1e6,
      duplicatePerSecond: (calls / duplicate.wallMicroseconds) * 1e6,
    };
  };
};

function refuse(): never {
  throw new Refused('The card was refused.');
}

async function deliver(handle: Handler, events: readonly OrderEvent[], atATime: number): Promise<void> {
  const waiting = events.values();
  const worker = async (): Promise<void> => {
    for (const event of waiting) await handle(event, CONTEXT).catch(unlessRefused);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

function unlessRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
