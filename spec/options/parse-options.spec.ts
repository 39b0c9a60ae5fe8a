import { isIdempotencyError } from '../../lib/errors/idempotency-error.js';
import type { ParsedOptions } from '../../lib/options/parse-options.js';
import { parseOptions } from '../../lib/options/parse-options.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';

const MEMBER = 'OrderHandler.onOrder';
const policy = (options: object): ParsedOptions['policy'] => parseOptions(options, MEMBER).policy;

/** The message of the configuration error that these options end in. */
function refusal(options: unknown): string {
  try {
    parseOptions(options, MEMBER);
  } catch (error) {
    if (isIdempotencyError(error, 'IDEMPOTENCY_CONFIGURATION')) return error.message;
    throw error;
  }
  throw new Error('The options were taken.');
}

describe('without options', () => {
  it.each([undefined, {}, Object.create(null)])('%p are the defaults', (given) => {
    expect(parseOptions(given, MEMBER)).toEqual({
      operationName: undefined,
      repository: undefined,
      policy: {
        payload: 0,
        key: { kind: 'payload' },
        fingerprint: undefined,
        scope: undefined,
        ttlMs: 86_400_000,
        leaseMs: undefined,
        waitMs: 5_000,
        claim: 'before',
        recovery: 'rerun',
        maxAttempts: undefined,
        onMissingKey: 'throw',
        whenUnavailable: 'reject',
        replayErrors: undefined,
        result: 'store',
        onReplay: undefined,
      },
    });
  });
});

const fn = (): never => {
  throw new Error('options are not called when they are parsed');
};
class AnyError extends Error {}

describe('right values', () => {
  it.each([
    [{ key: 'a.b' }, { key: { kind: 'paths', paths: [expect.objectContaining({ text: 'a.b' })] } }],
    [{ key: ['a', 'b?'] }, { key: { kind: 'paths', paths: [{ text: 'a' }, { text: 'b' }] } }],
    [{ key: fn }, { key: { kind: 'function', select: fn } }],
    [{ fingerprint: 'a' }, { fingerprint: { kind: 'paths' } }],
    [{ fingerprint: fn }, { fingerprint: { kind: 'function', select: fn } }],
    [{ ttl: '48h' }, { ttlMs: 172_800_000 }],
    [{ ttl: '12001ms' }, { ttlMs: 12_001 }],
    [{ lease: '1s' }, { leaseMs: 1_000 }],
    [{ wait: false }, { waitMs: 0 }],
    [{ wait: '1 min' }, { waitMs: 60_000 }],
    [{ payload: 2 }, { payload: 2 }],
    [{ scope: fn }, { scope: fn }],
    [{ recovery: 'halt' }, { recovery: 'halt' }],
    [{ recovery: fn }, { recovery: fn }],
    [{ maxAttempts: 1 }, { maxAttempts: 1 }],
    [{ claim: 'at-commit' }, { claim: 'at-commit' }],
    [{ claim: 'at-commit', recovery: 'rerun' }, { claim: 'at-commit' }],
    [{ onMissingKey: 'execute' }, { onMissingKey: 'execute' }],
    [{ whenUnavailable: 'execute' }, { whenUnavailable: 'execute' }],
    [{ replayErrors: [] }, { replayErrors: [] }],
    [{ replayErrors: [Error, AnyError] }, { replayErrors: [Error, AnyError] }],
    [{ replayErrors: fn }, { replayErrors: fn }],
    [{ result: false }, { result: 'omit' }],
    [{ result: fn }, { result: fn }],
    [{ onReplay: fn }, { onReplay: fn }],
    [{ ttl: undefined, key: undefined, wait: undefined }, { ttlMs: 86_400_000, waitMs: 5_000 }],
  ])('%p', (options, expected) => expect(policy(options)).toMatchObject(expected));

  it('operation and repository', () => {
    const repository = new InMemoryRepository();
    expect(parseOptions({ operation: 'a b', repository }, MEMBER)).toMatchObject({ operationName: 'a b', repository });
  });

  it('are frozen, and later changes of what was given change nothing', () => {
    const given = { key: ['a', 'b'], replayErrors: [AnyError], ttl: '1h' };
    const parsed = parseOptions(given, MEMBER);
    given.key.push('c');
    given.replayErrors.pop();
    given.ttl = '2h';
    expect(parsed.policy).toMatchObject({ ttlMs: 3_600_000, replayErrors: [AnyError] });
    expect(parsed.policy.key).toMatchObject({ paths: { length: 2 } });
    for (const frozen of [parsed, parsed.policy, parsed.policy.key, parsed.policy.replayErrors]) {
      expect(Object.isFrozen(frozen)).toBe(true);
    }
  });

  it('each is read once, own members only', () => {
    const read = jest.fn(() => '1h');
    const options = Object.create({ key: 5 }, { ttl: { get: read, enumerable: true } }) as object;
    expect(policy(options)).toMatchObject({ ttlMs: 3_600_000, key: { kind: 'payload' } });
    expect(read).toHaveBeenCalledTimes(1);
  });
});

const FUNCTION = /a function/;
const DURATION = /a duration with its unit/;

describe('a wrong value: the message names member, option, what was expected and what was given', () => {
  it.each<readonly [string, unknown, RegExp, RegExp | string]>([
    ['key', 5, /a path/, '5 (a number)'],
    ['key', null, /a path/, 'null'],
    ['key', [], /non-empty list/, 'an array'],
    ['key', ['a', 5], /a path/, '5 (a number)'],
    ['key', new Array(2), /a path/, 'undefined'],
    ['key', ['a', 'a'], /must not name a path twice/, "'a'"],
    ['key', '', /a valid path/, "''"],
    ['key', 'a..b', /a valid path/, "'a..b'"],
    ['key', '__proto__.a', /a valid path/, "'__proto__.a'"],
    ['fingerprint', {}, /a path/, 'an object'],
    ['fingerprint', 'constructor', /a valid path/, "'constructor'"],
    ['ttl', 3_600, DURATION, '3600 (a number)'],
    ['ttl', '3600', DURATION, "'3600'"],
    ['ttl', '-1h', DURATION, "'-1h'"],
    ['ttl', '12s', /longer than 12000 ms/, "'12s'"],
    ['ttl', '1 fortnight', DURATION, "'1 fortnight'"],
    ['ttl', false, DURATION, 'false (a boolean)'],
    ['lease', '999ms', /at least 1000 ms/, "'999ms'"],
    ['lease', 30, DURATION, '30 (a number)'],
    ['wait', true, /or false/, 'true (a boolean)'],
    ['wait', 0, /or false/, '0 (a number)'],
    ['wait', '0s', /or false/, "'0s'"],
    ['payload', -1, /index of an argument/, '-1 (a number)'],
    ['payload', 1.5, /index of an argument/, '1.5 (a number)'],
    ['payload', '0', /index of an argument/, "'0'"],
    ['operation', '', /1 to 255 printable/, "''"],
    ['operation', 'a\n', /1 to 255 printable/, /'a\n'/],
    ['operation', 'é', /1 to 255 printable/, "'é'"],
    ['operation', 'x'.repeat(256), /1 to 255 printable/, 'a longer string'],
    ['operation', 5, /1 to 255 printable/, '5 (a number)'],
    ['scope', 'tenant', FUNCTION, "'tenant'"],
    ['recovery', 'retry', /'rerun', 'halt', or a function/, "'retry'"],
    ['maxAttempts', 0, /a whole number from 1/, '0 (a number)'],
    ['maxAttempts', Infinity, /a whole number from 1/, 'Infinity (a number)'],
    ['maxAttempts', '3', /a whole number from 1/, "'3'"],
    ['claim', 'after', /'before' or 'at-commit'/, "'after'"],
    ['onMissingKey', 'ignore', /'throw' or 'execute'/, "'ignore'"],
    ['whenUnavailable', true, /'reject' or 'execute'/, 'true (a boolean)'],
    ['replayErrors', AnyError.name, /a list of error classes, or a predicate/, "'AnyError'"],
    ['replayErrors', ['AnyError'], /a list of error classes/, 'an array'],
    ['replayErrors', [() => true], /a list of error classes/, 'an array'],
    ['replayErrors', new Array(2), /a list of error classes/, 'an array'],
    ['result', true, /false or a function/, 'true (a boolean)'],
    ['onReplay', {}, FUNCTION, 'an object'],
    ['repository', {}, /an IdempotencyRepository/, 'an object'],
    ['repository', InMemoryRepository, /an IdempotencyRepository/, 'a function'],
    ['repository', null, /an IdempotencyRepository/, 'null'],
  ])('%s: %p', (option, value, expected, given) => {
    const message = refusal({ [option]: value });
    expect(message.startsWith(`${MEMBER}: option \`${option}\` must be `)).toBe(true);
    expect(message).toMatch(expected);
    const [, shown] = message.split(', but is ');
    if (typeof given === 'string') expect(shown).toBe(`${given}.`);
    else expect(shown).toMatch(given);
  });
});

describe('unknown options', () => {
  it('are named, together with those that there are', () => {
    expect(refusal({ tll: '1h' })).toBe(
      `${MEMBER}: there is no option \`tll\`; the options are key, ttl, payload, operation, scope, fingerprint, ` +
        'lease, wait, recovery, maxAttempts, claim, onMissingKey, replayErrors, result, onReplay, whenUnavailable, ' +
        'repository.',
    );
  });

  it.each(['__proto__', 'constructor', 'toString', 'Key', ' key', ''])('%p is one', (name) => {
    const options = JSON.parse(`{${JSON.stringify(name)}: {"ttl": "1h"}}`) as object;
    expect(refusal(options)).toContain(`there is no option \`${name}\``);
  });

  it('a symbol is one', () => expect(refusal({ [Symbol('key')]: 1 })).toContain('there is no option under a symbol'));
});

describe('what is no object', () => {
  it.each([
    [null, 'null'],
    ['1h', "'1h'"],
    [5, '5 (a number)'],
    [['id'], 'an array'],
    [fn, 'a function'],
  ])('%p', (given, shown) => {
    expect(refusal(given)).toBe(
      `${MEMBER}: the options must be an object, such as { key: 'detail.orderId' }, but are ${shown}.`,
    );
  });
});

describe('contradictions: without a claim nobody owns the record', () => {
  const claimOnly = [{ lease: '30s' }, { recovery: 'halt' }, { recovery: fn }, { maxAttempts: 3 }];

  it.each(claimOnly)('at-commit with %p', (option) => {
    const [name] = Object.keys(option);
    const message = refusal({ claim: 'at-commit', ...option });
    expect(message).toContain(`option \`${name}\` must be left out under \`claim: 'at-commit'\``);
  });
});
