import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { close, listen } from '../engines/listen.js';

/** What the process posted for an invocation. */
export type Posted =
  | { readonly kind: 'response'; readonly body: unknown }
  | { readonly kind: 'error'; readonly errorType: string };

interface Invocation {
  readonly event: unknown;
  readonly timeoutMs: number;
  /** The process has taken the event. */
  readonly taken: () => void;
  /** The post has arrived; the process is answered when the promise resolves. */
  readonly posted: (posted: Posted) => Promise<void>;
}

const INVOCATION = '/2018-06-01/runtime/invocation';
const FUNCTION = 'arn:aws:lambda:us-east-1:123456789012:function:orders';

/**
 * Lambda's Runtime API as far as one process with one invocation at a time needs it: next, response, error, and init
 * error, as documented for custom runtimes.
 */
export class RuntimeApi {
  /** Host and port, as `AWS_LAMBDA_RUNTIME_API` has them. */
  address = '';
  private readonly server = createServer((request, response) => {
    // A process that was killed while it posted is part of the test.
    this.serve(request, response).catch(() => response.destroy());
  });
  private waiting: ServerResponse | undefined;
  private offered: Invocation | undefined;
  private readonly running = new Map<string, Invocation>();

  async start(): Promise<void> {
    this.address = new URL(await listen(this.server)).host;
  }

  async stop(): Promise<void> {
    await close(this.server);
  }

  /** To be taken by the process as soon as it asks. */
  offer(invocation: Invocation): void {
    this.offered = invocation;
    this.handOver();
  }

  /** The process is gone; what it was at work on is nobody's any more. */
  forget(): void {
    this.waiting = undefined;
    this.offered = undefined;
    this.running.clear();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '';
    if (path === `${INVOCATION}/next`) {
      this.waiting = response;
      this.handOver();
      return;
    }
    const body: unknown = await json(request);
    if (path === '/2018-06-01/runtime/init/error') console.error('The function could not be loaded:', body);
    const [id = '', verb] = path.slice(INVOCATION.length + 1).split('/');
    const invocation = this.running.get(id);
    this.running.delete(id);
    if (verb === 'response') await invocation?.posted({ kind: 'response', body });
    if (verb === 'error') await invocation?.posted({ kind: 'error', errorType: errorType(body) });
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
  }

  private handOver(): void {
    const { waiting, offered } = this;
    if (!waiting || !offered) return;
    this.waiting = undefined;
    this.offered = undefined;
    const id = randomUUID();
    this.running.set(id, offered);
    const body = JSON.stringify(offered.event);
    waiting
      .writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'lambda-runtime-aws-request-id': id,
        'lambda-runtime-deadline-ms': String(Date.now() + offered.timeoutMs),
        'lambda-runtime-invoked-function-arn': FUNCTION,
      })
      .end(body);
    offered.taken();
  }
}

const errorType = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'errorType' in body ? String(body.errorType) : 'unknown';
