import { types } from 'node:util';
import type { LeanClientCredentials, LeanClientOptions } from './lean-client-options.js';
import { untilAborted } from './until-aborted.js';

/** Gets the credentials to sign with now; rejects with the signal's reason if it aborts before they are fetched. */
export type CredentialSource = (signal: AbortSignal) => Promise<LeanClientCredentials>;

/** As the SDK: credentials that are about to expire might do so on the way. */
const REFRESHED_BEFORE_EXPIRY_MS = 300_000;

/** A source for what was given, or else for what the environment offers. */
export function credentialSource(given: LeanClientOptions['credentials']): CredentialSource {
  if (typeof given === 'function') return keptUntilExpiry(given);
  if (given !== undefined) return async () => given;
  const chain = keptUntilExpiry(loadChain);
  return async (signal) => fromEnvironment(process.env) ?? chain(signal);
}

/** Read for every request, so that whoever replaces them there need not tell. A profile comes first, as in the SDK. */
function fromEnvironment(environment: NodeJS.ProcessEnv): LeanClientCredentials | undefined {
  const { AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = environment;
  if (AWS_PROFILE || !AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) return undefined;
  const key = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  return AWS_SESSION_TOKEN ? { ...key, sessionToken: AWS_SESSION_TOKEN } : key;
}

async function loadChain(): Promise<LeanClientCredentials> {
  const { defaultProvider } = await import('@aws-sdk/credential-provider-node');
  return defaultProvider()();
}

/**
 * One fetch at a time, shared by all requests that come meanwhile. Once it failed, or a request was given up while it
 * waited, the next request fetches anew: the other fetch may never end. What it brings in the end is kept all the same.
 */
export function keptUntilExpiry(fetch: () => Promise<LeanClientCredentials>): CredentialSource {
  let kept: LeanClientCredentials | undefined;
  let fetching: Promise<LeanClientCredentials> | undefined;
  const refresh = async (): Promise<LeanClientCredentials> => {
    const fetched = checked(await fetch());
    // A fetch that began later may have ended first.
    if (kept === undefined || isExpiring(kept)) kept = fetched;
    return fetched;
  };
  return async (signal) => {
    if (kept !== undefined && !isExpiring(kept)) return kept;
    signal.throwIfAborted();
    const shared = (fetching ??= refresh());
    try {
      return await untilAborted(shared, signal);
    } finally {
      if (fetching === shared) fetching = undefined;
    }
  };
}

const isExpiring = ({ expiration }: LeanClientCredentials): boolean =>
  expiration !== undefined && expiration.getTime() - Date.now() < REFRESHED_BEFORE_EXPIRY_MS;

function checked(credentials: LeanClientCredentials): LeanClientCredentials {
  const { accessKeyId, secretAccessKey, expiration } = credentials ?? {};
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') {
    throw unusable('have no accessKeyId or no secretAccessKey');
  }
  if (expiration !== undefined && !(types.isDate(expiration) && Number.isFinite(expiration.getTime()))) {
    throw unusable('have an expiration that is no valid Date');
  }
  return credentials;
}

const unusable = (why: string): Error =>
  Object.assign(new Error(`The credentials that were fetched ${why}.`), { name: 'CredentialsProviderError' });
