import { types } from 'node:util';
import type * as Retry from '@smithy/core/retry';
import { untilAborted } from './until-aborted.js';

/** As the SDK's DynamoDB client: its items are small and its answers quick. */
const FIRST_DELAY_MS = 25;

type Rules = typeof Retry;
type Strategy = Retry.StandardRetryStrategy;
type SdkError = Parameters<Rules['isTransientError']>[0];
type Token = Awaited<ReturnType<Strategy['acquireInitialRetryToken']>>;

interface Ready {
  readonly rules: Rules;
  readonly strategy: Strategy;
  /** Of a request that has not failed yet. */
  readonly first: Token;
}

/**
 * Tries requests again as the SDK's standard mode does, by its own rules: which errors are throttling or transient,
 * exponential delays with full jitter, and a quota of retries that all requests of a client share. The rules are
 * loaded by the first failure; until then, the quota is full.
 */
export class Retries {
  readonly #maxAttempts: number;
  #loading: Promise<Ready> | undefined;
  #ready: Ready | undefined;

  constructor(maxAttempts: number) {
    this.#maxAttempts = maxAttempts;
  }

  /** The error of the last try carries the number of tries, as in the SDK. */
  async perform<Answer>(attempt: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    let token: Token | undefined;
    for (let attempts = 1; ; attempts += 1) {
      try {
        const answer = await attempt();
        if (this.#ready !== undefined) this.#ready.strategy.recordSuccess(token ?? this.#ready.first);
        return answer;
      } catch (error) {
        token = await this.#nextToken(error, token, signal);
        if (token === undefined) throw withAttempts(error, attempts);
      }
    }
  }

  /** Resolves after the delay before the next try; undefined: there is none. */
  async #nextToken(error: unknown, token: Token | undefined, signal: AbortSignal): Promise<Token | undefined> {
    this.#ready ??= await (this.#loading ??= load(this.#maxAttempts)).catch(() => undefined);
    // Without the rules, what went wrong is still to be told.
    if (this.#ready === undefined) return undefined;
    const { rules, strategy, first } = this.#ready;
    signal.throwIfAborted();
    const errorType = errorTypeOf(error, rules);
    if (errorType === undefined) return undefined;
    const refreshed = strategy.refreshRetryTokenForRetry(token ?? first, { errorType });
    try {
      return await untilAborted(refreshed, signal);
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  }
}

async function load(maxAttempts: number): Promise<Ready> {
  const rules = await import('@smithy/core/retry');
  const strategy = new rules.StandardRetryStrategy({ maxAttempts, baseDelay: FIRST_DELAY_MS });
  return { rules, strategy, first: await strategy.acquireInitialRetryToken('') };
}

function errorTypeOf(error: unknown, rules: Rules): 'THROTTLING' | 'TRANSIENT' | undefined {
  if (!types.isNativeError(error)) return undefined;
  // The rules ask for no member that they do not check first.
  const failure = error as SdkError;
  if (rules.isThrottlingError(failure)) return 'THROTTLING';
  return rules.isTransientError(failure) ? 'TRANSIENT' : undefined;
}

function withAttempts(error: unknown, attempts: number): unknown {
  if (!types.isNativeError(error)) return error;
  const known: unknown = Reflect.get(error, '$metadata');
  return Object.assign(error, { $metadata: { ...(typeof known === 'object' ? known : {}), attempts } });
}
