import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { customEndpoint, REGION, regionalEndpoint, type Endpoint } from './endpoint.js';
import type { LeanClientOptions } from './lean-client-options.js';

export interface ParsedOptions {
  readonly region: string;
  readonly endpoint: Endpoint;
  readonly credentials: LeanClientOptions['credentials'];
  readonly maxAttempts: number;
  readonly connectionTimeoutMs: number;
  readonly requestTimeoutMs: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const OPTIONS: Readonly<Record<keyof LeanClientOptions, true>> = {
  region: true,
  endpoint: true,
  useDualstackEndpoint: true,
  useFipsEndpoint: true,
  credentials: true,
  maxAttempts: true,
  connectionTimeoutMs: true,
  requestTimeoutMs: true,
};

/** As the SDK's DynamoDB client. */
const MAX_ATTEMPTS = 4;
const MOST_ATTEMPTS = 10;

/** As the client that a repository makes for itself. */
const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 3_000;

/** `setTimeout` takes no more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** @throws IdempotencyConfigurationError naming the option, what was expected and what was given. */
export function parseOptions(options: LeanClientOptions, environment: Environment): ParsedOptions {
  refuseUnknown(options);
  const region = parseRegion(options.region, environment);
  return Object.freeze({
    region,
    endpoint: parseEndpoint(options, region, environment),
    credentials: parseCredentials(options.credentials),
    maxAttempts: parseMaxAttempts(options.maxAttempts, environment),
    connectionTimeoutMs: parseMs('connectionTimeoutMs', options.connectionTimeoutMs ?? CONNECTION_TIMEOUT_MS),
    requestTimeoutMs: parseMs('requestTimeoutMs', options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS),
  });
}

function parseRegion(given: unknown, { AWS_REGION, AWS_DEFAULT_REGION }: Environment): string {
  const region = given ?? (AWS_REGION || AWS_DEFAULT_REGION || undefined);
  if (typeof region === 'string' && REGION.test(region)) return region;
  return refuse('region', 'the name of an AWS Region, here or in AWS_REGION', shown(region));
}

function parseEndpoint(options: LeanClientOptions, region: string, environment: Environment): Endpoint {
  const { endpoint: given = configuredEndpoint(environment) } = options;
  const useDualstackEndpoint = parseFlag(options, 'useDualstackEndpoint', environment.AWS_USE_DUALSTACK_ENDPOINT);
  const useFipsEndpoint = parseFlag(options, 'useFipsEndpoint', environment.AWS_USE_FIPS_ENDPOINT);
  if (given === undefined) return regionalEndpoint(region, { useDualstackEndpoint, useFipsEndpoint });

  const endpoint = typeof given === 'string' ? customEndpoint(given) : undefined;
  // The address is not shown: a wrong one may be wrong because it holds a password.
  if (endpoint === undefined) {
    return refuse('endpoint', 'an http or https address without query or password', typeOf(given));
  }
  if (useDualstackEndpoint || useFipsEndpoint) {
    throw new IdempotencyConfigurationError(
      'leanClient: an endpoint of your own goes neither with useDualstackEndpoint nor with useFipsEndpoint (or their ' +
        'environment variables): both choose among the endpoints of AWS. Leave one of the two out.',
    );
  }
  return endpoint;
}

const configuredEndpoint = (environment: Environment): string | undefined =>
  environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true'
    ? undefined
    : environment.AWS_ENDPOINT_URL_DYNAMODB || environment.AWS_ENDPOINT_URL || undefined;

function parseFlag(
  options: LeanClientOptions,
  name: 'useDualstackEndpoint' | 'useFipsEndpoint',
  configured: string | undefined,
): boolean {
  const flag = options[name] ?? configured === 'true';
  return typeof flag === 'boolean' ? flag : refuse(name, 'a boolean', shown(flag));
}

function parseCredentials(credentials: LeanClientOptions['credentials']): LeanClientOptions['credentials'] {
  if (credentials === undefined || typeof credentials === 'function') return credentials;
  const { accessKeyId, secretAccessKey } = credentials ?? {};
  if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string') return credentials;
  const expected = 'an object with accessKeyId and secretAccessKey, or a function that returns one';
  return refuse('credentials', expected, typeOf(credentials));
}

function parseMaxAttempts(given: unknown, { AWS_MAX_ATTEMPTS }: Environment): number {
  const attempts = given ?? (AWS_MAX_ATTEMPTS ? Number(AWS_MAX_ATTEMPTS) : MAX_ATTEMPTS);
  const usable = Number.isInteger(attempts) && typeof attempts === 'number' && attempts >= 1;
  // The SDK takes any number from the environment: a large one is bounded here, not refused.
  if (usable && (given === undefined || attempts <= MOST_ATTEMPTS)) return Math.min(attempts, MOST_ATTEMPTS);
  const expected = `a whole number from 1 to ${MOST_ATTEMPTS}, here or in AWS_MAX_ATTEMPTS`;
  return refuse('maxAttempts', expected, shown(attempts));
}

function parseMs(option: string, ms: unknown): number {
  if (typeof ms === 'number' && ms >= 1 && ms <= LONGEST_TIMER_MS) return ms;
  return refuse(option, `a number of milliseconds from 1 to ${LONGEST_TIMER_MS}`, shown(ms));
}

function refuseUnknown(options: LeanClientOptions): void {
  if (typeof options !== 'object' || options === null) refuse('the argument', 'an object', typeOf(options));
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(OPTIONS, name));
  if (unknown === undefined) return;
  throw new IdempotencyConfigurationError(
    `leanClient: there is no option ${JSON.stringify(unknown)}. Expected one of ${Object.keys(OPTIONS).join(', ')}.`,
  );
}

function refuse(option: string, expected: string, given: string): never {
  throw new IdempotencyConfigurationError(`leanClient: ${option} must be ${expected}; given: ${given}.`);
}

const LONGEST_SHOWN = 100;

/** Scalars as they are. */
function shown(given: unknown): string {
  if (typeof given === 'string') return JSON.stringify(given.slice(0, LONGEST_SHOWN));
  return typeof given === 'number' || typeof given === 'boolean' ? String(given) : typeOf(given);
}

/** Of what may be or hold a credential. */
const typeOf = (given: unknown): string => (given == null ? String(given) : `a value of type ${typeof given}`);
