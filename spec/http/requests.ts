import type { HttpEvent } from '../../lib/http/index.js';

/** One request, whichever front it comes through. */
export interface Ask {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Of the request context: what the front authenticated. */
  readonly context?: object;
}

const KEY = { 'Idempotency-Key': '"8e03978e-40d5-43e8-bc93-6894a57f9324"' };

export const inLists = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [value]]));
const inLowerCase = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]));

const full = (ask: Ask) => ({
  ...{ method: 'POST', path: '/payments', query: {}, headers: KEY, body: '{"cents":5}', context: {} },
  ...ask,
});

function restApi(ask: Ask): HttpEvent {
  const { method, path, query, headers, body, context } = full(ask);
  return {
    ...{ resource: '/{proxy+}', httpMethod: method, path, headers, multiValueHeaders: inLists(headers) },
    ...{ queryStringParameters: query, multiValueQueryStringParameters: inLists(query), pathParameters: null },
    ...{ body, isBase64Encoded: false },
    requestContext: { stage: 'prod', identity: { sourceIp: '1.2.3.4' }, ...context },
  };
}

function version2(ask: Ask, context: object): HttpEvent {
  const { method, path, query, headers, body, context: more } = full(ask);
  return {
    ...{ version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: new URLSearchParams(query).toString() },
    ...{ headers: inLowerCase(headers), body, isBase64Encoded: false },
    requestContext: { http: { method, path, sourceIp: '1.2.3.4' }, ...context, ...more },
  };
}

function loadBalancer(ask: Ask): HttpEvent {
  const { method, path, query, headers, body, context } = full(ask);
  return {
    ...{ httpMethod: method, path, queryStringParameters: query, headers: inLowerCase(headers) },
    ...{ body, isBase64Encoded: false, requestContext: { elb: { targetGroupArn: 'arn:aws:elb' }, ...context } },
  };
}

function multiValueLoadBalancer(ask: Ask): HttpEvent {
  const { method, path, query, headers, body, context } = full(ask);
  return {
    ...{ httpMethod: method, path, multiValueQueryStringParameters: inLists(query) },
    ...{ multiValueHeaders: inLists(inLowerCase(headers)) },
    ...{ body, isBase64Encoded: false, requestContext: { elb: { targetGroupArn: 'arn:aws:elb' }, ...context } },
  };
}

/** How each front hands over the same request. */
export const FRONTS: readonly { readonly front: string; readonly request: (ask?: Ask) => HttpEvent }[] = [
  { front: 'API Gateway v1', request: (ask = {}) => restApi(ask) },
  { front: 'API Gateway v2', request: (ask = {}) => version2(ask, { apiId: 'api', stage: '$default' }) },
  { front: 'ALB', request: (ask = {}) => loadBalancer(ask) },
  { front: 'ALB with multi-value headers', request: (ask = {}) => multiValueLoadBalancer(ask) },
  { front: 'function URL', request: (ask = {}) => version2(ask, { domainName: 'id.lambda-url.eu-west-1.on.aws' }) },
];

/** What a client sees of an answer. */
export interface Seen {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly body: unknown;
  readonly description: string | undefined;
}

interface Structured {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly body?: string;
}

/** Reads an answer as its front would; a front that wants lists sees no others, and the other way round. */
export function seenBy(event: HttpEvent, answer: unknown): Seen {
  const { statusCode, statusDescription, headers, multiValueHeaders, body } = answer as Structured;
  const single = 'elb' in event.requestContext && !event.headers ? {} : headers;
  const lists = 'rawPath' in event || ('elb' in event.requestContext && event.headers) ? {} : multiValueHeaders;
  const all = new Map([
    ...Object.entries(single ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const),
    ...Object.entries(lists ?? {}).map(([name, values]) => [name.toLowerCase(), values.join(', ')] as const),
  ]);
  return {
    status: statusCode,
    header: (name) => all.get(name.toLowerCase()),
    body: body === undefined ? undefined : JSON.parse(body),
    description: statusDescription,
  };
}
