import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { canonicalText } from '../key/canonical-text.js';

/** A map as AWS hands it over: own members only are read. */
export type EventMap<Value> = { readonly [name: string]: Value | undefined } | null | undefined;

interface AnyHttpEvent {
  readonly headers?: EventMap<string>;
  readonly multiValueHeaders?: EventMap<readonly string[]>;
  /** The raw body, or what a middleware has made of it. */
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
  readonly requestContext: object;
}

/** What is read of a request in payload format 1.0 (REST APIs), and of one from an Application Load Balancer. */
export interface HttpEventV1 extends AnyHttpEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly queryStringParameters?: EventMap<string>;
  readonly multiValueQueryStringParameters?: EventMap<readonly string[]>;
}

/** What is read of a request in payload format 2.0: HTTP APIs and Lambda function URLs. */
export interface HttpEventV2 extends AnyHttpEvent {
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly requestContext: { readonly http: { readonly method: string } };
}

/**
 * A request as API Gateway (payload formats 1.0 and 2.0), a Lambda function URL or an Application Load Balancer hands
 * it to a function. Types of `@types/aws-lambda` fit, and so do subsets of them.
 */
export type HttpEvent = HttpEventV1 | HttpEventV2;

/** Where a request goes, whichever format it came in. */
export interface HttpTarget {
  readonly method: string;
  readonly path: string;
}

export const isV2 = (event: HttpEvent): event is HttpEventV2 => 'rawPath' in event;

export const isFromLoadBalancer = ({ requestContext }: HttpEvent): boolean => Object.hasOwn(requestContext, 'elb');

/** A load balancer sends either kind of headers and wants the same kind back; API Gateway takes both. */
export const wantsMultiValueHeaders = (event: HttpEvent): boolean =>
  isFromLoadBalancer(event) && Boolean(event.multiValueHeaders) && !event.headers;

/**
 * Reads where a request goes.
 *
 * @throws IdempotencyConfigurationError if it is not an HTTP request.
 */
export function targetOf(event: HttpEvent, member: string): HttpTarget {
  if (typeof event !== 'object' || event === null || !event.requestContext) throw notHttp(member);
  const method: unknown = isV2(event) ? event.requestContext.http?.method : event.httpMethod;
  const path: unknown = isV2(event) ? event.rawPath : event.path;
  if (typeof method === 'string' && typeof path === 'string') return { method, path };
  throw notHttp(member);
}

/** What makes two requests to one target the same: the query and the raw body, byte for byte. */
export function queryAndBody(event: HttpEvent): readonly unknown[] {
  const query = isV2(event) ? event.rawQueryString : queryOf(event);
  return [query ?? null, comparable(event.body), event.isBase64Encoded === true];
}

/** A load balancer sends one of the two, and middlewares make an empty one of the other. */
function queryOf({ multiValueQueryStringParameters: all, queryStringParameters: last }: HttpEventV1): unknown {
  return all && Object.keys(all).length > 0 ? all : last;
}

/**
 * Of what a middleware has parsed, the text: numbers in it are data as any other, though they would not do as parts of
 * a key where they are so large that JSON.parse may have rounded them.
 *
 * @throws UnusableKeyValue for instances of classes and other values that are no data.
 */
const comparable = (body: unknown): unknown =>
  // In a list, for a raw body may be the same text.
  typeof body === 'string' || body === undefined || body === null ? (body ?? null) : [canonicalText(body, 'body')];

const notHttp = (member: string): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(
    `${member}: the event is not an HTTP request of API Gateway, a function URL or an Application Load Balancer; the ` +
      'method was not run. Handle other events in a method of their own.',
  );

/** All values of a header, whatever the case of its name. */
export function headerValues(event: HttpEvent, lowerCaseName: string): readonly string[] {
  const values = valuesIn(event.multiValueHeaders, lowerCaseName).flat();
  return values.length > 0 ? values : valuesIn(event.headers, lowerCaseName);
}

function valuesIn<Value>(headers: EventMap<Value>, lowerCaseName: string): Value[] {
  const values: Value[] = [];
  if (!headers) return values;
  for (const name of Object.keys(headers)) {
    if (name.length !== lowerCaseName.length || name.toLowerCase() !== lowerCaseName) continue;
    const value = headers[name];
    if (value !== undefined && value !== null) values.push(value);
  }
  return values;
}
