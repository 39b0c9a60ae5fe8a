import { ASSUMPTIONS, shortestTtlMs } from '../execution/assumptions.js';
import type { Operation, ReplayErrors } from '../execution/operation.js';
import { InvalidKeyPath } from '../key/invalid-key-path.js';
import { parseKeyPath } from '../key/key-path.js';
import type { KeySelector } from '../key/select-values.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import { DEFAULTS } from './defaults.js';
import { parseDuration } from './duration.js';
import { optionError } from './option-error.js';

/** One parser per option: the given value (`undefined`: not given) to what an operation holds. */
type Parser<Value> = (given: unknown, member: string) => Value;

const SHORTEST_LEASE_MS = 1_000;
const MAX_OPERATION_LENGTH = 255;
const PRINTABLE = /^[\x20-\x7e]+$/;

export const parseKey: Parser<KeySelector> = (given, member) =>
  given === undefined ? { kind: 'payload' } : parseSelector('key', given, member);

export const parseFingerprint: Parser<KeySelector | undefined> = (given, member) =>
  given === undefined ? undefined : parseSelector('fingerprint', given, member);

function parseSelector(option: string, given: unknown, member: string): KeySelector {
  if (typeof given === 'function') {
    // Its parameters are checked by the decorator's types.
    return Object.freeze({ kind: 'function', select: given as (...args: never[]) => unknown });
  }
  const texts: unknown = typeof given === 'string' ? [given] : given;
  const expected = 'a path, a non-empty list of different paths, or a function';
  if (!Array.isArray(texts) || texts.length === 0) throw optionError(member, option, expected, given);
  // Array.from: a hole in a list is an undefined path, which map would skip.
  const paths = Array.from(texts, (text: unknown) => parsePath(option, text, member));
  const twice = paths.find(({ text }, at) => paths.findIndex((path) => path.text === text) < at);
  if (twice) throw optionError(member, option, `${expected}, and must not name a path twice`, twice.text);
  return Object.freeze({ kind: 'paths', paths: Object.freeze(paths) });
}

function parsePath(option: string, text: unknown, member: string) {
  if (typeof text !== 'string') throw optionError(member, option, 'a path, a list of paths, or a function', text);
  try {
    return parseKeyPath(text);
  } catch (error) {
    if (error instanceof InvalidKeyPath) throw optionError(member, option, `a valid path (it ${error.reason})`, text);
    throw error;
  }
}

export const parseTtl: Parser<number> = (given = DEFAULTS.ttl, member) => {
  const ttlMs = parseDuration(given);
  const shortestMs = shortestTtlMs(ASSUMPTIONS);
  if (ttlMs !== undefined && ttlMs > shortestMs) return ttlMs;
  throw optionError(member, 'ttl', `a duration with its unit, such as '48h', longer than ${shortestMs} ms`, given);
};

export const parseLease: Parser<number | undefined> = (given, member) => {
  if (given === undefined) return undefined;
  const leaseMs = parseDuration(given);
  if (leaseMs !== undefined && leaseMs >= SHORTEST_LEASE_MS) return leaseMs;
  const expected = `a duration with its unit, such as '30s', of at least ${SHORTEST_LEASE_MS} ms`;
  throw optionError(member, 'lease', expected, given);
};

export const parseWait: Parser<number> = (given = DEFAULTS.wait, member) => {
  if (given === false) return 0;
  const waitMs = parseDuration(given);
  if (waitMs !== undefined) return waitMs;
  throw optionError(member, 'wait', "a duration with its unit, such as '5s', or false", given);
};

export const parsePayload: Parser<number> = (given = DEFAULTS.payload, member) => {
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= 0) return given;
  throw optionError(member, 'payload', 'the index of an argument, counted from 0', given);
};

export const parseOperation: Parser<string | undefined> = (given, member) => {
  if (given === undefined) return undefined;
  if (typeof given === 'string' && given.length <= MAX_OPERATION_LENGTH && PRINTABLE.test(given)) return given;
  throw optionError(member, 'operation', `a string of 1 to ${MAX_OPERATION_LENGTH} printable ASCII characters`, given);
};

export const parseMaxAttempts: Parser<number | undefined> = (given, member) => {
  if (given === undefined) return undefined;
  if (typeof given === 'number' && Number.isSafeInteger(given) && given >= 1) return given;
  throw optionError(member, 'maxAttempts', 'a whole number from 1', given);
};

/** Fitting functions are told apart by the decorator's types; here it only matters that they are functions. */
function parseFunction<Fn>(option: string, signature: string, given: unknown, member: string): Fn | undefined {
  if (given === undefined) return undefined;
  if (typeof given === 'function') return given as Fn;
  throw optionError(member, option, `a function ${signature}`, given);
}

export const parseScope: Parser<Operation['scope']> = (given, member) =>
  parseFunction('scope', '(payload, ...args) => string', given, member);

export const parseOnReplay: Parser<Operation['onReplay']> = (given, member) =>
  parseFunction('onReplay', '(stored, replay) => result', given, member);

export const parseResult: Parser<Operation['result']> = (given, member) => {
  if (given === undefined) return 'store';
  if (given === false) return 'omit';
  if (typeof given === 'function') return given as (result: never) => unknown;
  throw optionError(member, 'result', 'false or a function (result) => stored', given);
};

export const parseRecovery: Parser<Operation['recovery']> = (given = DEFAULTS.recovery, member) => {
  if (given === 'rerun' || given === 'halt') return given;
  if (typeof given === 'function') return given as Exclude<Operation['recovery'], string>;
  throw optionError(member, 'recovery', "'rerun', 'halt', or a function that reconciles", given);
};

export const parseReplayErrors: Parser<ReplayErrors | undefined> = (given, member) => {
  if (given === undefined) return undefined;
  if (typeof given === 'function') return given as (error: unknown) => boolean;
  const classes: readonly unknown[] = Array.isArray(given) ? [...given] : [];
  if (Array.isArray(given) && classes.every(isClass)) return Object.freeze(classes) as ReplayErrors;
  throw optionError(member, 'replayErrors', 'a list of error classes, or a predicate', given);
};

/** What stands on the right of `instanceof`: not a bound or an arrow function. */
const isClass = (value: unknown): boolean => typeof value === 'function' && typeof value.prototype === 'object';

function parseChoice<Choice extends string>(option: string, choices: readonly [Choice, Choice]): Parser<Choice> {
  return (given = choices[0], member) => {
    const choice = choices.find((each) => each === given);
    if (choice !== undefined) return choice;
    throw optionError(member, option, `'${choices[0]}' or '${choices[1]}'`, given);
  };
}

export const parseClaim = parseChoice('claim', [DEFAULTS.claim, 'at-commit']);
export const parseOnMissingKey = parseChoice('onMissingKey', [DEFAULTS.onMissingKey, 'execute']);
export const parseWhenUnavailable = parseChoice('whenUnavailable', [DEFAULTS.whenUnavailable, 'execute']);

export const parseRepository: Parser<IdempotencyRepository | undefined> = (given, member) => {
  if (given === undefined || isRepository(given)) return given;
  throw optionError(member, 'repository', 'an IdempotencyRepository, such as a DynamoDBRepository', given);
};

/** Told by its methods: the object may come from another copy of the library. */
export const isRepository = (value: unknown): value is IdempotencyRepository =>
  typeof value === 'object' && value !== null && 'claim' in value && typeof value.claim === 'function';
