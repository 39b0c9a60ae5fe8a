// Run by middy-failures.spec.ts: middy is an ES module only. Prints what its cases saw.
import type { Context } from 'aws-lambda';
import { InMemoryRepository } from '../../lib/index.js';
import { idempotentHttpMiddleware, type IdempotentHttpOptions } from '../../lib/http/index.js';
import { FRONTS } from './requests.js';

const [, request] = FRONTS.map((front) => front.request);
const LIFE_MS = 400;
const WORK_MS = 1_000;
const GIVES_UP_MS = 300;

/** The context of an invocation that begins now. */
function invocation(): Context {
  const endsAt = Date.now() + LIFE_MS;
  return { getRemainingTimeInMillis: () => endsAt - Date.now() } as Context;
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

interface Handled {
  readonly handler: (event: unknown, context: Context) => Promise<unknown>;
  readonly repository: InMemoryRepository;
}
type Use = (options: IdempotentHttpOptions & { readonly operation: string }) => unknown;

async function handled(
  work: () => Promise<unknown>,
  options: IdempotentHttpOptions,
  use: Use = idempotentHttpMiddleware,
): Promise<Handled> {
  const { default: middy } = await import('@middy/core');
  const repository = new InMemoryRepository();
  const middlewares = use({ ...options, operation: 'pay', repository });
  // middy's types know one event for all middlewares.
  const handler = middy(work as never, { timeoutEarlyInMillis: GIVES_UP_MS }).use(middlewares as never);
  return { handler: handler as unknown as Handled['handler'], repository };
}

const ending = async (answer: Promise<unknown>): Promise<unknown> => answer.catch((error: unknown) => String(error));

async function earlyTimeout(recovery: 'halt' | 'rerun') {
  let running = 0;
  let most = 0;
  const { handler, repository } = await handled(
    async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(WORK_MS);
      running -= 1;
      return { statusCode: 201 };
    },
    { recovery },
  );
  const delivered = () => ending(handler(request!({}), invocation()));
  const endings = [await delivered(), await delivered()];
  return { endings, most, statuses: repository.records.map(({ status }) => status) };
}

async function refusedResponse() {
  const logged: string[] = [];
  const errors = {
    onError(given: { response?: unknown; error: unknown }) {
      if (given.response !== undefined) return;
      logged.push(String(given.error));
      given.response = { statusCode: 500, body: 'not valid' };
    },
  };
  const validator = { after: () => Promise.reject(new Error('the response is not valid')) };
  const { handler, repository } = await handled(
    async () => ({ statusCode: 201, body: 'secret' }),
    {},
    (options) => [errors, validator, idempotentHttpMiddleware(options)],
  );
  const answer = await handler(request!({}), { getRemainingTimeInMillis: () => 30_000 } as Context);
  return { answer, logged, statuses: repository.records.map(({ status }) => status) };
}

async function main(): Promise<void> {
  const [halt, rerun] = await Promise.all([earlyTimeout('halt'), earlyTimeout('rerun')]);
  console.log(JSON.stringify({ halt, rerun, refused: await refusedResponse() }));
}

void main();
