import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { optionError, shown } from '../options/option-error.js';
import { authenticatedCaller } from './caller.js';
import { queryAndBody, type HttpEvent } from './http-event.js';
import type { IdempotentHttpOptions } from './http-options.js';
import { parseProblemHeaders, type ProblemHeaders } from './problem-headers.js';
import { isFinal } from './response-status.js';

/** What one guarded HTTP method was told, parsed once and frozen. */
export interface HttpPolicy {
  /** As messages show it. */
  readonly header: string;
  readonly lowerCaseHeader: string;
  readonly requiresKey: (method: string) => boolean;
  readonly caller: (event: HttpEvent) => string;
  /** Undefined: nothing is compared. */
  readonly fingerprint: ((event: HttpEvent) => unknown) | undefined;
  readonly storeStatus: (statusCode: number) => boolean;
  readonly replayHeaders: ReadonlySet<string>;
  readonly problemTypes: string;
  readonly problemHeaders: ProblemHeaders;
}

const DEFAULT_HEADER = 'Idempotency-Key';
const DEFAULT_REQUIRED: readonly string[] = ['POST', 'PATCH'];
const DEFAULT_PROBLEM_TYPES = 'urn:problem-type:idempotency:';
const DEFAULT_REPLAY_HEADERS: readonly string[] = [
  ...['content-type', 'content-language', 'content-encoding', 'content-disposition', 'content-location', 'location'],
  ...['link', 'etag', 'last-modified', 'cache-control', 'expires', 'vary'],
  ...['access-control-allow-origin', 'access-control-allow-credentials', 'access-control-expose-headers'],
];

/** What RFC 9110 allows in the name of a field, and of a method. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const MAX_NAME_LENGTH = 255;
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= MAX_NAME_LENGTH && TOKEN.test(value);
const isTokenList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isToken);

type Given = { readonly [Name in keyof IdempotentHttpOptions]: unknown };

const NAMES: Readonly<Record<keyof IdempotentHttpOptions, true>> = {
  header: true,
  required: true,
  caller: true,
  fingerprint: true,
  storeStatus: true,
  replayHeaders: true,
  problemTypes: true,
  problemHeaders: true,
  ttl: true,
  operation: true,
  lease: true,
  wait: true,
  recovery: true,
  claim: true,
  whenUnavailable: true,
  repository: true,
};

/**
 * Takes the HTTP options apart from those that are the core's business and are left to its parser.
 *
 * @throws IdempotencyConfigurationError for an unknown or wrong option.
 */
export function parseHttpOptions(given: unknown, member: string): { policy: HttpPolicy; rest: Partial<Given> } {
  const options = own(given, member);
  const { header, required, caller, fingerprint, storeStatus, replayHeaders, problemTypes, problemHeaders, ...rest } =
    options;
  const headerName = parseHeader(header, member);
  const policy = Object.freeze({
    header: headerName,
    lowerCaseHeader: headerName.toLowerCase(),
    requiresKey: parseRequired(required, member),
    caller: parseCaller(caller, member),
    fingerprint: parseFingerprint(fingerprint, member),
    storeStatus: parseStoreStatus(storeStatus, member),
    replayHeaders: parseReplayHeaders(replayHeaders, member),
    problemTypes: parseProblemTypes(problemTypes, member),
    problemHeaders: parseProblemHeaders(problemHeaders, member),
  });
  return { policy, rest };
}

function own(given: unknown, member: string): Given {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new IdempotencyConfigurationError(
      `${member}: the options must be an object, such as { ttl: '48h' }, but are ${shown(given)}.`,
    );
  }
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(NAMES, name));
  if (unknown === undefined) return { ...given };
  throw new IdempotencyConfigurationError(
    `${member}: there is no option ${shown(unknown)}; the options are ${Object.keys(NAMES).join(', ')}.`,
  );
}

function parseHeader(given: unknown = DEFAULT_HEADER, member: string): string {
  if (isToken(given)) return given;
  throw optionError(member, 'header', `the name of a header, such as '${DEFAULT_HEADER}'`, given);
}

function parseRequired(given: unknown = DEFAULT_REQUIRED, member: string): (method: string) => boolean {
  if (typeof given === 'boolean') return () => given;
  const expected = "a boolean or a list of methods, such as ['POST']";
  if (!isTokenList(given)) throw optionError(member, 'required', expected, given);
  const methods = new Set(given.map((method) => method.toUpperCase()));
  return (method) => methods.has(method);
}

const parseCaller = (given: unknown, member: string): HttpPolicy['caller'] =>
  given === undefined
    ? (event) => authenticatedCaller(event, member)
    : parseFunction('caller', '(event) => string', given, member);

const parseStoreStatus = (given: unknown, member: string): HttpPolicy['storeStatus'] =>
  given === undefined ? isFinal : parseFunction('storeStatus', '(statusCode) => boolean', given, member);

function parseFingerprint(given: unknown, member: string): HttpPolicy['fingerprint'] {
  if (given === undefined) return queryAndBody;
  return given === false ? undefined : parseFunction('fingerprint', '(event) => value, or false', given, member);
}

function parseReplayHeaders(given: unknown = [], member: string): ReadonlySet<string> {
  const expected = "a list of headers, such as ['X-Order-Id']";
  if (!isTokenList(given)) throw optionError(member, 'replayHeaders', expected, given);
  const names = given.map((name) => name.toLowerCase());
  const cookie = names.find((name) => name === 'set-cookie' || name === 'set-cookie2');
  if (cookie !== undefined) throw optionError(member, 'replayHeaders', `${expected}, and never one of cookies`, cookie);
  return new Set([...DEFAULT_REPLAY_HEADERS, ...names]);
}

function parseProblemTypes(given: unknown = DEFAULT_PROBLEM_TYPES, member: string): string {
  if (typeof given === 'string' && given !== '' && !/[^\x21-\x7e]/.test(given)) return given;
  throw optionError(member, 'problemTypes', "the beginning of a URI, such as 'https://api.example.com/problems/'", given);
}

/** Fitting functions are told apart by the decorator's types; here it only matters that they are functions. */
function parseFunction<Fn>(option: string, signature: string, given: unknown, member: string): Fn {
  if (typeof given === 'function') return given as Fn;
  throw optionError(member, option, `a function ${signature}`, given);
}
