// Run by middy.spec.ts: middy is an ES module only. Prints what its cases saw.
import type { Context } from 'aws-lambda';
import { configureIdempotency, execution, InMemoryRepository } from '../../lib/index.js';
import { idempotentHttp, type HttpEvent } from '../../lib/http/index.js';
import { FRONTS, type Ask } from './requests.js';

const [, request] = FRONTS.map((front) => front.request);
const context = { getRemainingTimeInMillis: () => 30_000 } as Context;

async function main(): Promise<void> {
  const { default: middy } = await import('@middy/core');
  const repository = new InMemoryRepository();
  configureIdempotency({ repository });
  const seen: string[] = [];

  async function pay({ body }: HttpEvent): Promise<{ statusCode: number; body: unknown }> {
    seen.push(`attempt ${execution().attempt} of ${typeof body}`);
    if ((body as { fail?: boolean }).fail) throw new Error('declined');
    return { statusCode: 201, body: { paid: (body as { cents: number }).cents } };
  }

  const parse = {
    before({ event }: { event: { body?: unknown } }) {
      event.body = JSON.parse(String(event.body));
    },
  };
  const serialize = {
    after: (given: { response: { body?: unknown; headers?: object } | null }) => {
      seen.push('after');
      const { body } = given.response ?? {};
      if (typeof body === 'object') given.response = { ...given.response, body: JSON.stringify(body) };
    },
    onError: (given: { response: unknown }) => {
      seen.push('onError');
      given.response = { statusCode: 402 };
    },
  };
  const guarded = idempotentHttp(pay, { operation: 'pay' });
  // middy's types know one event for all middlewares; these change it on the way.
  const handler = middy(guarded as never).use([parse, serialize] as never) as unknown as typeof pay;
  const call = async (ask: Ask): Promise<unknown> => Reflect.apply(handler, undefined, [request!(ask), context]);

  const answers = [await call({}), await call({}), await call({ body: '{"cents":6}' }), await call({ headers: {} })];
  const failing = { body: '{"fail":true}', headers: { 'idempotency-key': '"another"' } };
  answers.push(await call(failing), await call(failing));
  console.log(JSON.stringify({ seen, answers, statuses: repository.records.map(({ status }) => status) }));
}

void main();
