import { Agent, createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { engineAt, type Engine } from './engine.js';
import type { EngineAnswer, Fault } from './faults.js';
import { close, listen } from './listen.js';

/** A request as it arrived at the proxy. */
export interface ProxiedRequest {
  /** The API operation, for example `UpdateItem`. */
  readonly operation: string;
  /** The parsed body: the operation's parameters. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly rawBody: Buffer;
  readonly headers: IncomingHttpHeaders;
}

/** An operation's name, or a predicate on the request. */
export type Match = string | ((request: ProxiedRequest) => boolean);

/** A fault that was injected: what became of it, and further commands to it. */
export interface InjectedFault {
  /** The first request that met the fault, as soon as there is one. */
  readonly met: Promise<ProxiedRequest>;
  /** Lets go what `holdRequest` or `holdResponse` holds. */
  release(): void;
  /** Delivers a copy of the (last) request that met the fault to the engine, now; resolves to the engine's answer. */
  replayCopy(): Promise<EngineAnswer>;
  /** No further request meets the fault. */
  remove(): void;
}

/** An engine behind a network that fails on command. */
export interface FaultProxy extends Engine {
  /** What arrived since the start or the last `reset`, in order; copies replayed on command are not among it. */
  readonly requests: readonly ProxiedRequest[];
  /** How many of these match. */
  count(match?: Match): number;
  /** The next matching request, and only that one, meets the fault; several of these wait in the order of the calls. */
  onNext(match: Match, fault: Fault): InjectedFault;
  /** Every matching request meets the fault, except one that an `onNext` takes. */
  onEvery(match: Match, fault: Fault): InjectedFault;
  /** Forgets all requests and removes all faults. */
  reset(): void;
}

interface Rule extends InjectedFault {
  readonly once: boolean;
  readonly fault: Fault;
  readonly released: Promise<void>;
  matches(request: ProxiedRequest): boolean;
  meet(request: ProxiedRequest): void;
}

/** Starts a proxy on a free port of 127.0.0.1 in front of the engine at `targetEndpoint`. */
export async function startFaultProxy(targetEndpoint: string): Promise<FaultProxy> {
  const requests: ProxiedRequest[] = [];
  const rules: Rule[] = [];
  const agent = new Agent({ keepAlive: true });
  const forward = (request: ProxiedRequest) => sendTo(targetEndpoint, request, agent);

  const server = createServer((incoming, outgoing) => {
    // A client that went away before it was answered is part of the game.
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    requests.push(request);
    const rule = ruleFor(request);
    rule?.meet(request);
    const fault: Fault = rule?.fault ?? (async (exchange) => exchange.answer(await exchange.forward()));
    await fault({
      forward: () => forward(request),
      answer: ({ status, headers, body }) => void outgoing.writeHead(status, headers).end(body),
      reset: () => void incoming.socket.resetAndDestroy(),
      released: rule?.released ?? Promise.resolve(),
    });
  }

  function ruleFor(request: ProxiedRequest): Rule | undefined {
    const matching = rules.filter((rule) => rule.matches(request));
    const rule = matching.find(({ once }) => once) ?? matching[0];
    if (rule?.once) rule.remove();
    return rule;
  }

  function inject(match: Match, fault: Fault, once: boolean): InjectedFault {
    const rule = makeRule(predicate(match), fault, once, forward, () => {
      const index = rules.indexOf(rule);
      if (index >= 0) rules.splice(index, 1);
    });
    rules.push(rule);
    return rule;
  }

  const engine = engineAt(await listen(server), async () => {
    await close(server);
    agent.destroy();
  });
  return {
    ...engine,
    requests,
    count: (match) => (match === undefined ? requests.length : requests.filter(predicate(match)).length),
    onNext: (match, fault) => inject(match, fault, true),
    onEvery: (match, fault) => inject(match, fault, false),
    reset() {
      requests.length = 0;
      rules.length = 0;
    },
  };
}

function makeRule(
  matches: Rule['matches'],
  fault: Fault,
  once: boolean,
  forward: (request: ProxiedRequest) => Promise<EngineAnswer>,
  remove: () => void,
): Rule {
  const met = deferred<ProxiedRequest>();
  const released = deferred<void>();
  let last: ProxiedRequest | undefined;
  return {
    once,
    fault,
    matches,
    remove,
    met: met.promise,
    released: released.promise,
    release: released.resolve,
    meet(request) {
      last = request;
      met.resolve(request);
    },
    replayCopy() {
      if (last === undefined) throw new Error('No request has met this fault yet, so there is no copy of one.');
      return forward(last);
    },
  };
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

const predicate = (match: Match): ((request: ProxiedRequest) => boolean) =>
  typeof match === 'string' ? ({ operation }) => operation === match : match;

async function readRequest(incoming: IncomingMessage): Promise<ProxiedRequest> {
  const rawBody = await buffer(incoming);
  const operation = String(incoming.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
  // DynamoDB's protocol is JSON objects; anything else is no request of an SDK.
  const body = JSON.parse(rawBody.toString() || '{}') as Record<string, unknown>;
  return { operation, body, rawBody, headers: incoming.headers };
}

async function sendTo(endpoint: string, { headers, rawBody }: ProxiedRequest, agent: Agent): Promise<EngineAnswer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(endpoint, { method: 'POST', agent, headers: { ...headers, host: new URL(endpoint).host } })
      .on('response', resolve)
      .on('error', reject)
      .end(rawBody);
  });
  const body = await buffer(response);
  return { status: response.statusCode ?? 0, headers: { ...response.headers, 'content-length': body.length }, body };
}
