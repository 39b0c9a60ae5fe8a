import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { HttpEvent } from './http-event.js';

/** The headers that the answer to a request gets beside those of the problem it tells. */
export type ProblemHeaders = (event: HttpEvent) => Headers;

type Headers = Readonly<Record<string, string>>;

/** RFC 9110: what the name of a field consists of, and a value without anything that ends its line. */
const NAME = /^[\w!#$%&'*+.^`|~-]{1,255}$/;
const VALUE = /^[\t\x20-\x7e]*$/;

/** The problem's own, and what belongs to the session of one client. */
const TAKEN: ReadonlySet<string> = new Set(['content-type', 'retry-after', 'set-cookie', 'set-cookie2']);

const EXPECTED =
  "an object of headers, such as { 'Access-Control-Allow-Origin': '*' }: names and texts that HTTP allows, and none " +
  'of Content-Type, Retry-After and Set-Cookie';

/** @throws IdempotencyConfigurationError for what are no headers; where a function makes them, when it has. */
export function parseProblemHeaders(given: unknown, member: string): ProblemHeaders {
  if (given === undefined) return () => ({});
  if (typeof given === 'function') return (event) => parse(given(event), `must return ${EXPECTED}`, member);
  const headers = parse(given, `must be ${EXPECTED}; or a function that returns one`, member);
  return () => headers;
}

/** The message shows none of it: what a function makes may come from a request. */
function parse(given: unknown, expected: string, member: string): Headers {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    const entries: [string, unknown][] = Object.entries(given);
    if (entries.every(isHeader)) return Object.fromEntries(entries);
  }
  throw new IdempotencyConfigurationError(`${member}: option \`problemHeaders\` ${expected}.`);
}

const isHeader = (entry: [string, unknown]): entry is [string, string] =>
  NAME.test(entry[0]) && !TAKEN.has(entry[0].toLowerCase()) && typeof entry[1] === 'string' && VALUE.test(entry[1]);
