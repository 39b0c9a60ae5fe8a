import { wantsMultiValueHeaders, type HttpEvent } from './http-event.js';

/** Tells a client that this response was given before. */
export const REPLAYED_HEADER = 'Idempotent-Replayed';

/** What is kept of a response: enough to give it again, nothing that belongs to one delivery or one session. */
export interface StoredResponse {
  readonly statusCode?: unknown;
  readonly statusDescription?: unknown;
  readonly headers?: object;
  readonly multiValueHeaders?: object;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
}

/**
 * Brings a response into the form that is stored. A value that is no response by itself, which payload format 2.0
 * allows, becomes the response that API Gateway makes of it.
 *
 * @param replayHeaders the names, in lower case, of the headers to keep. Cookies are never kept.
 */
export function storedResponse(
  response: unknown,
  replayHeaders: ReadonlySet<string>,
): StoredResponse | null | undefined {
  if (response === undefined || response === null) return response;
  if (!isStructured(response)) return bareResponse(response);
  const { statusCode, statusDescription, headers, multiValueHeaders, body, isBase64Encoded } = response;
  return present({
    statusCode,
    statusDescription,
    headers: kept(headers, replayHeaders),
    multiValueHeaders: kept(multiValueHeaders, replayHeaders),
    body,
    isBase64Encoded,
  });
}

/** Members that are undefined would be stored as such. */
const present = (members: object): StoredResponse =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));

/** A response that names its status code. */
export const isStructured = (response: unknown): response is StoredResponse =>
  typeof response === 'object' &&
  response !== null &&
  'statusCode' in response &&
  response.statusCode !== undefined &&
  response.statusCode !== null;

const bareResponse = (value: unknown): StoredResponse => ({
  statusCode: 200,
  headers: { 'Content-Type': 'application/json' },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});

function kept(headers: unknown, names: ReadonlySet<string>): object | undefined {
  if (typeof headers !== 'object' || headers === null) return undefined;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.has(name.toLowerCase())));
}

/** The stored response as an answer to this request, marked as a replay. */
export function replayedResponse(event: HttpEvent, stored: StoredResponse | null | undefined): unknown {
  if (stored === undefined || stored === null) return stored;
  return wantsMultiValueHeaders(event)
    ? { ...stored, multiValueHeaders: { ...stored.multiValueHeaders, [REPLAYED_HEADER]: ['true'] } }
    : { ...stored, headers: { ...stored.headers, [REPLAYED_HEADER]: 'true' } };
}
