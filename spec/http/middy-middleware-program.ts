// Run by middy-middleware.spec.ts: middy is an ES module only. Prints what its cases saw.
import type { Context } from 'aws-lambda';
import { configureIdempotency, InMemoryRepository } from '../../lib/index.js';
import { idempotentHttpMiddleware, type HttpEvent } from '../../lib/http/index.js';
import { FRONTS, type Ask } from './requests.js';

const [, request] = FRONTS.map((front) => front.request);
const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

async function main(): Promise<void> {
  const { default: middy } = await import('@middy/core');
  const repository = new InMemoryRepository();
  configureIdempotency({ repository });
  let runs = 0;

  async function pay({ body }: HttpEvent): Promise<{ statusCode: number; body: string }> {
    runs += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { fail, down } = JSON.parse(String(body)) as { fail?: boolean; down?: boolean };
    if (fail) throw new Error('declined');
    return { statusCode: down ? 503 : 201, body: `run ${runs}` };
  }

  const refused = { onError: (given: { response: unknown }) => void (given.response ??= { statusCode: 402 }) };
  const guarded = idempotentHttpMiddleware({ operation: 'pay', wait: '5s' });
  // middy's types know one event for all middlewares.
  const handler = middy(pay as never).use([refused, guarded] as never) as unknown as typeof pay;
  const call = async (ask: Ask): Promise<unknown> => Reflect.apply(handler, undefined, [request!(ask), context]);
  const keyed = (key: string, body: string): Ask => ({ body, headers: { 'idempotency-key': `"${key}"` } });

  const once = [await call({}), await call({}), await call({ body: '{"cents":6}' }), await call({ headers: {} })];
  const together = await Promise.all([1, 2, 3].map(() => call(keyed('together', '{}'))));
  const failing = [await call(keyed('failing', '{"fail":true}')), await call(keyed('failing', '{"fail":true}'))];
  const down = [await call(keyed('down', '{"down":true}')), await call(keyed('down', '{"down":true}'))];
  const statuses = repository.records.map(({ status }) => status);
  console.log(JSON.stringify({ runs, once, together, failing, down, statuses }));
}

void main();
