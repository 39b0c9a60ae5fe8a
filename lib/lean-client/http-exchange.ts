import type * as Http from 'node:http';
import type { Socket } from 'node:net';
import type { Endpoint } from './endpoint.js';
import type { Headers } from './sign.js';

/** The answer of an HTTP server, complete. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Http.IncomingHttpHeaders;
  readonly body: string;
}

export interface TryLimits {
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

/** Connections to one endpoint, opened as needed and kept alive. */
export interface Connections {
  readonly endpoint: Endpoint;
  readonly agent: Http.Agent;
  readonly request: typeof Http.request;
}

/** As the SDK: further requests wait for one of these. */
const MOST_CONNECTIONS = 50;

/** No answer of DynamoDB is nearly as large: what a transaction returns at most, in base64, is about 6 MB. */
const LARGEST_ANSWER_BYTES = 16 * 1024 * 1024;

/** Loads no TLS where none is needed. */
export async function openConnections(endpoint: Endpoint): Promise<Connections> {
  const { Agent, request } = await (endpoint.protocol === 'https:' ? import('node:https') : import('node:http'));
  return { endpoint, request, agent: new Agent({ keepAlive: true, maxSockets: MOST_CONNECTIONS }) };
}

/**
 * Sends one request, once. It is not sent any more once the signal has aborted.
 *
 * The body is text, so that it goes out in one write with the headers; the signal is listened to here, since the
 * request's own option for it makes a stream's whole end be watched.
 */
export function exchange(
  { endpoint: { hostname, port, path }, agent, request }: Connections,
  headers: Headers,
  body: string,
  { connectionTimeoutMs, requestTimeoutMs }: TryLimits,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ method: 'POST', hostname, port, path, headers, agent });
    const settled = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    const fail = (error: unknown): void => {
      settled();
      reject(error);
      outgoing.destroy();
    };
    const abort = (): void => fail(signal.reason);
    const timer = setTimeout(() => fail(new TimeoutError('answer', requestTimeoutMs)), requestTimeoutMs);
    signal.addEventListener('abort', abort);
    outgoing.on('error', fail);
    outgoing.on('socket', (socket: Socket) => {
      if (socket.connecting) limitConnecting(socket, connectionTimeoutMs, fail);
    });
    outgoing.on('response', (incoming: Http.IncomingMessage) => {
      readBody(incoming, fail, (text) => {
        settled();
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text });
      });
    });
    outgoing.end(body);
  });
}

function limitConnecting(socket: Socket, timeoutMs: number, fail: (error: unknown) => void): void {
  const timer = setTimeout(() => fail(new TimeoutError('connection', timeoutMs)), timeoutMs);
  const done = (): void => clearTimeout(timer);
  socket.once('connect', done).once('close', done);
}

/** An answer that breaks off emits an error, never an end. */
function readBody(incoming: Http.IncomingMessage, fail: (error: unknown) => void, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  incoming.on('error', fail);
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LARGEST_ANSWER_BYTES) fail(new Error(`The answer exceeds ${LARGEST_ANSWER_BYTES} bytes.`));
    else chunks.push(chunk);
  });
  incoming.on('end', () => done(Buffer.concat(chunks).toString()));
}

/** The name is the one that the SDK gives, and that its retry rules know. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';

  constructor(what: 'connection' | 'answer', timeoutMs: number) {
    super(`No ${what} within ${timeoutMs} ms.`);
  }
}
