import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { isIdempotencyError } from '../errors/idempotency-error.js';
import type { Operation } from '../execution/operation.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import type { IdempotentOptions } from './idempotent-options.js';
import { MAX_SHOWN_LENGTH, optionError, shown } from './option-error.js';
import * as parse from './option-parsers.js';

/** What `@Idempotent` was told: an operation, but for the name that only the decorated method can give. */
export interface ParsedOptions {
  /** Undefined: the default, of the function's and the method's name. */
  readonly operationName: string | undefined;
  readonly repository: IdempotencyRepository | undefined;
  readonly policy: Omit<Operation, 'member' | 'name'>;
}

const NAMES: Readonly<Record<keyof IdempotentOptions, true>> = {
  key: true,
  ttl: true,
  payload: true,
  operation: true,
  scope: true,
  fingerprint: true,
  lease: true,
  wait: true,
  recovery: true,
  maxAttempts: true,
  claim: true,
  onMissingKey: true,
  replayErrors: true,
  result: true,
  onReplay: true,
  whenUnavailable: true,
  repository: true,
};

/**
 * Parses the options of one method, once, into frozen values.
 *
 * @param member how messages name the class member.
 * @throws IdempotencyConfigurationError for an unknown, wrong or contradicting option.
 */
export function parseOptions(given: unknown, member: string): ParsedOptions {
  try {
    return parseEach(ownOptions(given, member), member);
  } catch (cause) {
    if (isIdempotencyError(cause)) throw cause;
    throw new IdempotencyConfigurationError(
      `${member}: the options could not be read, because a getter or a Proxy among them threw. Give plain values.`,
      { cause },
    );
  }
}

type GivenOptions = { readonly [Name in keyof IdempotentOptions]: unknown };

function parseEach(options: GivenOptions, member: string): ParsedOptions {
  const policy = Object.freeze({
    payload: parse.parsePayload(options.payload, member),
    key: parse.parseKey(options.key, member),
    fingerprint: parse.parseFingerprint(options.fingerprint, member),
    scope: parse.parseScope(options.scope, member),
    ttlMs: parse.parseTtl(options.ttl, member),
    leaseMs: parse.parseLease(options.lease, member),
    waitMs: parse.parseWait(options.wait, member),
    claim: parse.parseClaim(options.claim, member),
    recovery: parse.parseRecovery(options.recovery, member),
    maxAttempts: parse.parseMaxAttempts(options.maxAttempts, member),
    onMissingKey: parse.parseOnMissingKey(options.onMissingKey, member),
    whenUnavailable: parse.parseWhenUnavailable(options.whenUnavailable, member),
    replayErrors: parse.parseReplayErrors(options.replayErrors, member),
    result: parse.parseResult(options.result, member),
    onReplay: parse.parseOnReplay(options.onReplay, member),
  });
  refuseContradictions(options, member);
  return Object.freeze({
    operationName: parse.parseOperation(options.operation, member),
    repository: parse.parseRepository(options.repository, member),
    policy,
  });
}

/** Reads own members only, each once. */
function ownOptions(given: unknown, member: string): GivenOptions {
  if (given === undefined) return {};
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new IdempotencyConfigurationError(
      `${member}: the options must be an object, such as { key: 'detail.orderId' }, but are ${shown(given)}.`,
    );
  }
  const options = { ...given };
  const unknown = Reflect.ownKeys(options).find((name) => !Object.hasOwn(NAMES, name));
  if (unknown === undefined) return options;
  throw new IdempotencyConfigurationError(
    `${member}: there is no option ${shownName(unknown)}; the options are ${Object.keys(NAMES).join(', ')}.`,
  );
}

const shownName = (name: string | symbol): string =>
  typeof name === 'symbol' ? 'under a symbol' : `\`${name.slice(0, MAX_SHOWN_LENGTH)}\``;

/** Without a claim there is no owner: nothing to keep alive, to take over, or to count. */
const CLAIM_ONLY = ['lease', 'recovery', 'maxAttempts'] as const;

function refuseContradictions(options: GivenOptions, member: string): void {
  if (options.claim !== 'at-commit') return;
  for (const name of CLAIM_ONLY) {
    if (options[name] === undefined || options[name] === 'rerun') continue;
    throw optionError(member, name, "left out under `claim: 'at-commit'`, where nobody owns the record", options[name]);
  }
}
