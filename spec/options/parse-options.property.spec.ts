import fc from 'fast-check';
import { isIdempotencyError } from '../../lib/errors/idempotency-error.js';
import { parseOptions } from '../../lib/options/parse-options.js';

const MEMBER = 'OrderHandler.onOrder';

const NAMES = [
  'key',
  'ttl',
  'payload',
  'operation',
  'scope',
  'fingerprint',
  'lease',
  'wait',
  'recovery',
  'maxAttempts',
  'claim',
  'onMissingKey',
  'replayErrors',
  'result',
  'onReplay',
  'whenUnavailable',
  'repository',
];

const hostile = (): never => {
  throw new Error('a trap');
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

/** Makes a value; the property checker itself could not hold some of them. */
type Make = () => unknown;

const HOSTILE: readonly Make[] = [
  () => new Proxy({}, { get: hostile, has: hostile, ownKeys: hostile, getPrototypeOf: hostile }),
  () => new Proxy([], { get: hostile }),
  () => new Proxy(hostile, { get: hostile }),
  () => new Proxy(['a'], { ownKeys: hostile, getOwnPropertyDescriptor: hostile }),
  revoked,
  () => Symbol('a'),
  () => hostile,
  () => class {},
  () => new Array(3),
  () => ({ claim: 5 }),
  () => ({ toString: hostile, valueOf: hostile, [Symbol.toPrimitive]: hostile }),
  () => [{ toString: hostile }],
];

const WORDS = ['1h', '30s', 'a.b', 'halt', 'execute', 'at-commit', 'x'];
const PLAUSIBLE = [...WORDS, ['a', 'b?'], ['a', 'a'], false, 1, undefined];

const ANYTHING = { withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true };

const odd: fc.Arbitrary<Make> = fc.oneof(
  fc.anything(ANYTHING).map((value) => () => value),
  fc.constantFrom(...HOSTILE),
  fc.constantFrom(...PLAUSIBLE).map((value) => () => value),
);

/** Known and unknown names, as values and behind getters, with and without a prototype. */
const options: fc.Arbitrary<Make> = fc
  .tuple(
    fc.dictionary(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, fc.string()), odd, { maxKeys: 5 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(fc.constantFrom(...NAMES), { maxLength: 2 })),
    fc.boolean(),
  )
  .map(([members, getters, bare]) => () => {
    const object = Object.create(bare ? null : Object.prototype) as object;
    const define = (name: string, how: PropertyDescriptor) =>
      Object.defineProperty(object, name, { ...how, enumerable: true, configurable: true });
    for (const [name, make] of Object.entries(members)) define(name, { value: make() });
    for (const name of getters) define(name, { get: hostile });
    return object;
  });

/** Parsed, or refused by a configuration error that names the member; nothing else. */
function parsesOrRefuses(make: Make): void {
  try {
    expect(Object.isFrozen(parseOptions(make(), MEMBER))).toBe(true);
  } catch (error) {
    if (!isIdempotencyError(error, 'IDEMPOTENCY_CONFIGURATION')) throw error;
    expect(error.message.startsWith(`${MEMBER}: `)).toBe(true);
    expect(error.message.length).toBeLessThan(600);
  }
}

describe('whatever is given, parsing ends in frozen options or in a configuration error', () => {
  it('for objects with known names', () => fc.assert(fc.property(options, parsesOrRefuses), { numRuns: 3_000 }));

  it('for anything at all', () => fc.assert(fc.property(odd, parsesOrRefuses), { numRuns: 1_000 }));

  it('for a Proxy that throws, with the error as its cause', () => {
    const given = new Proxy({}, { ownKeys: hostile });
    expect(() => parseOptions(given, MEMBER)).toThrow(
      expect.objectContaining({ code: 'IDEMPOTENCY_CONFIGURATION', cause: new Error('a trap') }),
    );
  });
});
