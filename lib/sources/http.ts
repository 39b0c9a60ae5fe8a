import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { UnusableKeyValue } from '../key/unusable-key-value.js';
import { contentKey, type Content, type ContentKey, type PayloadKey } from './content-key.js';
import { decodeBase64, parseJson } from './decoded-text.js';
import { identifierAt } from './identifier.js';

/**
 * What the presets read of a request, as API Gateway (REST and HTTP APIs), Lambda function URLs and Application Load
 * Balancers hand it over.
 */
export interface HttpRequest {
  readonly headers?: { readonly [name: string]: string | undefined } | null | undefined;
  readonly multiValueHeaders?: { readonly [name: string]: readonly string[] | undefined } | null | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded: boolean;
  readonly requestContext: object;
}

/** A request with an id: an Application Load Balancer gives none. */
export interface IdentifiedHttpRequest {
  readonly requestContext: { readonly requestId: string };
}

const bodyText = identifierAt('body');
const requestId = identifierAt('requestContext.requestId');

/** What RFC 9110 allows in a field name. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

function header(name: string): PayloadKey<HttpRequest> {
  if (typeof name !== 'string' || !HEADER_NAME.test(name)) {
    throw new IdempotencyConfigurationError("http.header: expected the name of a header, such as 'Idempotency-Key'.");
  }
  const wanted = name.toLowerCase();
  const place = `headers.${name}`;
  return (request) => {
    const values = new Set([
      ...headerValues(request?.headers, wanted, place),
      ...headerValues(request?.multiValueHeaders, wanted, place),
    ]);
    if (values.size > 1) throw new UnusableKeyValue(place, 'is given more than once, with different values');
    for (const value of values) return value;
    throw new UnusableKeyValue(place, 'has no value');
  };
}

function headerValues(headers: unknown, wanted: string, place: string): readonly string[] {
  if (typeof headers !== 'object' || headers === null) return [];
  return Object.entries(headers).flatMap(([name, value]: [string, unknown]) =>
    name.toLowerCase() === wanted ? texts(value, place) : [],
  );
}

function texts(value: unknown, place: string): readonly string[] {
  const given: readonly unknown[] = Array.isArray(value) ? value : [value];
  const present = given.filter((each) => each !== undefined && each !== '');
  if (present.every((each) => typeof each === 'string')) return present;
  throw new UnusableKeyValue(place, 'is not a text');
}

function content(request: HttpRequest): Content {
  const text = bodyText(request);
  return { place: 'body', value: parseJson(request.isBase64Encoded ? decodeBase64(text, 'body') : text, 'body') };
}

/**
 * Keys for a method of one HTTP request. Whoever sends the request chooses the values: let the option `scope` name the
 * caller as you authenticated it, or one caller gets the answers of another.
 *
 * @example
 * ```ts
 * @Idempotent({
 *   key: http.header('Idempotency-Key'),
 *   scope: ({ requestContext }: APIGatewayProxyEventV2WithJWTAuthorizer) =>
 *     requestContext.authorizer.jwt.claims['sub'] as string,
 *   fingerprint: 'body?',
 * })
 * async pay(event: APIGatewayProxyEventV2WithJWTAuthorizer): Promise<APIGatewayProxyResultV2> {}
 * ```
 */
export const http: {
  /**
   * The value of a header, whatever the case of its name. Missing when it is empty, and when it comes with several
   * different values.
   *
   * @throws IdempotencyConfigurationError if no header can have the name.
   */
  header(name: string): PayloadKey<HttpRequest>;
  /** Members of the JSON body, also when it comes base64 encoded. */
  readonly body: ContentKey<HttpRequest>;
  /**
   * The id that API Gateway or the function URL gave the request. It does not identify what the client wants: a client
   * that asks again gets another one.
   */
  requestId(): PayloadKey<IdentifiedHttpRequest>;
} = {
  header,
  body: contentKey('http.body', content),
  requestId: () => requestId,
};
