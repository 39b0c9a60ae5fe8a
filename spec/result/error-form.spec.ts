import { types } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { decodeError, encodeError, type ErrorClass } from '../../lib/result/error-form.js';

class PaymentError extends Error {
  override name = 'PaymentError';
}

class DeclinedError extends PaymentError {
  override name = 'DeclinedError';
  constructor(
    readonly code: string,
    readonly details: unknown,
  ) {
    super(`declined: ${code}`);
  }
}

class StockError extends Error {}

class Unconstructible extends Error {
  private constructor() {
    super();
    throw new Error('constructed');
  }
  static make(): Unconstructible {
    return Object.setPrototypeOf(new Error('made'), this.prototype) as Unconstructible;
  }
}

function replayOf(thrown: unknown, classes: readonly ErrorClass[] = []): unknown {
  const encoding = encodeError(thrown);
  if (!encoding.storable) throw new Error(`${encoding.path}: ${encoding.reason}`);
  return decodeError(encoding.text, classes);
}

const replayedError = (thrown: unknown, classes?: readonly ErrorClass[]): Error & Record<string, unknown> =>
  replayOf(thrown, classes) as Error & Record<string, unknown>;

describe('a replayed error', () => {
  it('is equal to the first one, and a copy', () => {
    const error = new DeclinedError('no_cover', { limit: 10n, tried: [new Date(0)] });
    const replay = replayedError(error, [DeclinedError]);
    expect(replay).not.toBe(error);
    expect(replay).toStrictEqual(error);
    expect({ ...replay }).toStrictEqual({ ...error });
    expect(replay['details']).not.toBe(error.details);
    expect(types.isNativeError(replay)).toBe(true);
  });

  it('is stored without its stack, as readable JSON', () => {
    const encoding = encodeError(new DeclinedError('no_cover', undefined));
    expect(encoding).toMatchObject({ storable: true, text: expect.not.stringContaining(__filename) });
    expect(encodeError(new StockError('none'))).toEqual({
      storable: true,
      text: '{"error":{"name":"Error","classNames":["StockError"],"message":"none"}}',
    });
  });

  it('is stored without its stack also where that is enumerable, and with its cause once', () => {
    const error = Object.assign(new Error('m'), { cause: 'because' });
    Object.defineProperty(error, 'stack', { value: 'somewhere', enumerable: true });
    expect(encodeError(error)).toEqual({
      storable: true,
      text: '{"error":{"name":"Error","classNames":[],"message":"m","cause":{"value":"because"}}}',
    });
  });

  it('has a stack of its own, which begins with its name', () => {
    const { stack } = replayedError(new DeclinedError('no_cover', 1), [DeclinedError]);
    expect(stack).toMatch(/^DeclinedError: declined: no_cover\n/);
    expect(stack).toContain(__filename);
    expect(stack).not.toMatch(/rebuild-error/);
  });

  it('shows the same members as the first one', () => {
    const error = Object.assign(new Error('m'), { retryable: false, status: 402, nothing: undefined });
    const replay = replayedError(error);
    expect(Object.keys(replay)).toEqual(Object.keys(error));
    expect(Object.keys(replayedError(new Error('m', { cause: 1 })))).toEqual([]);
  });

  it('lacks members that cannot be stored, and only these', () => {
    const error = Object.assign(new Error('m'), { send: () => 1, response: new URL('x:y'), status: 500 });
    Object.defineProperty(error, 'run', { enumerable: true, get: () => { throw new Error('run'); } });
    expect({ ...replayedError(error) }).toStrictEqual({ status: 500 });
  });

  it('lacks all members rather than being lost when they are nested too deeply', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 500; i++) deep = [deep];
    expect(replayedError(Object.assign(new Error('m'), { deep })).message).toBe('m');
  });

  it('keeps a member named __proto__ a member', () => {
    const error = Object.defineProperty(new Error('m'), '__proto__', { value: { polluted: 1 }, enumerable: true });
    const replay = replayedError(error);
    expect(Object.getPrototypeOf(replay)).toBe(Error.prototype);
    expect(Object.getOwnPropertyDescriptor(replay, '__proto__')?.value).toEqual({ polluted: 1 });
  });

  it('has members and a cause that can be changed and removed', () => {
    const replay = replayedError(Object.assign(new Error('m', { cause: 1 }), { status: 402 }));
    expect(Object.getOwnPropertyDescriptors(replay)).toMatchObject({
      status: { value: 402, writable: true, enumerable: true, configurable: true },
      cause: { value: 1, writable: true, enumerable: false, configurable: true },
    });
  });

  it('keeps a code that is no member', () => {
    class Coded extends Error {
      get code(): string {
        return `E_${'coded'.toUpperCase()}`;
      }
    }
    expect(replayedError(new Coded())['code']).toBe('E_CODED');
    expect(replayedError(new Coded(), [Coded])['code']).toBe('E_CODED');
    expect(Object.hasOwn(replayedError(new Coded(), [Coded]), 'code')).toBe(false);
    const hidden = Object.defineProperty(new Error('m'), 'code', { value: 'E_HIDDEN' });
    expect(replayedError(hidden)['code']).toBe('E_HIDDEN');
    const numbered = Object.defineProperty(new Error('m'), 'code', { value: 402 });
    expect(replayedError(numbered)['code']).toBe(402);
  });

  it('keeps its name where it is not the name of its class', () => {
    const aborted = replayedError(new DOMException('stop', 'AbortError'));
    expect(aborted).toMatchObject({ name: 'AbortError', message: 'stop' });
    const named = Object.defineProperty(new Error('m'), 'name', { value: 'Hidden' });
    expect(replayedError(named).name).toBe('Hidden');
    expect(Object.keys(replayedError(named))).toEqual([]);
  });

  it('survives accessors that throw', () => {
    class Odd extends Error {
      get code(): string {
        throw new Error('run');
      }
      override get name(): string {
        throw new Error('run');
      }
    }
    expect(replayedError(new Odd('m'), [Odd])).toBeInstanceOf(Odd);
    expect(replayedError(new Odd('m'), [Odd]).message).toBe('m');
  });

  it('has the name of an error and no message where its own are no texts', () => {
    const error = Object.defineProperties(new Error('m'), { name: { value: 42 }, message: { value: { text: 'm' } } });
    expect(replayedError(error)).toMatchObject({ name: 'Error', message: '' });
  });

  it('may be one that no constructor of the engine made', () => {
    const old = Object.assign(Object.create(Error.prototype) as Error, { name: 'OldError', message: 'by hand' });
    expect(replayOf(old)).toBeInstanceOf(Error);
    expect(replayOf(old)).toMatchObject({ name: 'OldError', message: 'by hand' });
  });

  it('may be of another realm', () => {
    const error: unknown = runInContext('Object.assign(new RangeError("far"), { a: 1 })', createContext({}));
    expect(replayOf(error)).toBeInstanceOf(RangeError);
    expect(replayOf(error)).toMatchObject({ name: 'RangeError', message: 'far', a: 1 });
  });
});

describe('the class of a replayed error', () => {
  it('is the most derived one that was given', () => {
    const error = new DeclinedError('c', 1);
    expect(replayOf(error, [PaymentError, DeclinedError])).toBeInstanceOf(DeclinedError);
    const replay = replayOf(error, [StockError, PaymentError]);
    expect(replay).toBeInstanceOf(PaymentError);
    expect(replay).not.toBeInstanceOf(DeclinedError);
    expect(replay).toMatchObject({ name: 'DeclinedError' });
  });

  it('is found by the class where subclasses share a name', () => {
    class AppError extends Error {
      override name = 'AppError';
    }
    class GoneError extends AppError {}
    expect(replayOf(new GoneError(), [AppError, GoneError])).toBeInstanceOf(GoneError);
  });

  it('is not constructed', () => {
    expect(replayOf(Unconstructible.make(), [Unconstructible as never])).toBeInstanceOf(Unconstructible);
  });

  it('is found by the name alone where classes are minified', () => {
    const a = class a extends Error {
      override name = 'OutOfStock';
    };
    const encoding = encodeError(new a('m'));
    const text = encoding.storable ? encoding.text : '';
    class OutOfStock extends Error {}
    expect(decodeError(text, [OutOfStock])).toBeInstanceOf(OutOfStock);
    const b = class b extends Error {};
    Object.defineProperty(b.prototype, 'name', { value: 'OutOfStock' });
    expect(decodeError(text, [b])).toBeInstanceOf(b);
  });

  it('is never another one that a minifier gave the same name', () => {
    const first = class a extends Error {};
    const second = class a extends Error {};
    const encoding = encodeError(new first('m'));
    expect(decodeError(encoding.storable ? encoding.text : '', [second])).not.toBeInstanceOf(second);
  });

  const derived = (count: number, Base: ErrorClass = Error): ErrorClass =>
    count === 0
      ? Base
      : derived(count - 1, Object.defineProperty(class extends Base {}, 'name', { value: `Level${count}` }));
  const Deep = derived(20) as new () => Error;

  it.each<[string, Error, string[]]>([
    ['that is not Error', new Error(), []],
    ['with its base classes', new DeclinedError('c', 1), ['DeclinedError', 'PaymentError']],
    ['of three letters', new (class abc extends Error {})(), ['abc']],
    ['not of two', new (class ab extends Error {})(), []],
    ['not of one that has no name', new (class extends StockError {})(), ['StockError']],
    ['where there is one', Object.setPrototypeOf(new Error(), null) as Error, []],
    ['and at most 15 base classes', new Deep(), Array.from({ length: 16 }, (_, i) => `Level${i + 1}`)],
  ])('is stored by its name, %s', (_, error, classNames) => {
    const encoding = encodeError(error);
    expect(JSON.parse(encoding.storable ? encoding.text : encoding.reason)).toMatchObject({ error: { classNames } });
  });

  it.each([[TypeError], [RangeError], [SyntaxError], [URIError]])('is the built-in one: %p', (BuiltIn) => {
    expect(replayOf(new BuiltIn('m'))).toStrictEqual(new BuiltIn('m'));
    expect(replayOf(new BuiltIn('m'))).toBeInstanceOf(BuiltIn);
  });

  it('is Error where none is found', () => {
    const replay = replayedError(new DeclinedError('c', 1), [StockError]);
    expect(Object.getPrototypeOf(replay)).toBe(Error.prototype);
    expect(replay).toMatchObject({ name: 'DeclinedError', message: 'declined: c', code: 'c' });
  });
});

describe('errors inside errors', () => {
  it('are kept as causes', () => {
    const error = new StockError('outer', { cause: new DeclinedError('inner', { a: 1 }) });
    const { cause } = replayedError(error, [StockError, DeclinedError]) as { cause: unknown };
    expect(cause).toBeInstanceOf(DeclinedError);
    expect(cause).toStrictEqual(error.cause);
    expect(replayedError(new Error('m', { cause: { why: [1n] } })).cause).toStrictEqual({ why: [1n] });
    expect(Object.hasOwn(replayedError(new Error('m', { cause: undefined })), 'cause')).toBe(true);
    expect(Object.hasOwn(replayedError(new Error('m')), 'cause')).toBe(false);
    expect(Object.hasOwn(replayedError(new Error('m', { cause: () => 1 })), 'cause')).toBe(false);
  });

  it('are kept in aggregates', () => {
    const error = new AggregateError([new TypeError('a'), 'b', () => 1], 'all failed');
    const replay = replayOf(error) as AggregateError;
    expect(replay).toBeInstanceOf(AggregateError);
    expect(replay.errors).toStrictEqual([new TypeError('a'), 'b']);
    expect(replay.errors[0]).toBeInstanceOf(TypeError);
  });

  it('are told from lists that are mere data', () => {
    const error = Object.assign(new Error('invalid'), { errors: [{ field: 'a' }] });
    expect({ ...replayedError(error) }).toStrictEqual({ errors: [{ field: 'a' }] });
  });

  it('stay the same objects, even in a circle', () => {
    const shared = new Error('shared');
    const error = new AggregateError([shared, shared], 'm', { cause: shared });
    shared.cause = error;
    const replay = replayOf(error) as AggregateError & { cause: Error };
    expect(replay.errors[0]).toBe(replay.errors[1]);
    expect(replay.errors[0]).toBe(replay.cause);
    expect(replay.cause.cause).toBe(replay);
  });

  it('are bounded in number', () => {
    let error = new Error('0');
    for (let i = 1; i < 1_000; i++) error = new Error(String(i), { cause: error });
    let depth = 0;
    for (let at: unknown = replayOf(error); at instanceof Error; at = at.cause) depth++;
    expect(depth).toBe(32);
    const many = new AggregateError(Array.from({ length: 1_000 }, () => new Error('m')));
    expect((replayOf(many) as AggregateError).errors).toHaveLength(31);
  });
});

describe('other thrown values', () => {
  it.each<[unknown]>([['a string'], [{ status: 404 }], [undefined], [null], [0n], [[new Date(0)]]])('%p', (thrown) => {
    expect(replayOf(thrown)).toStrictEqual(thrown);
  });

  it('are refused like results', () => {
    expect(encodeError({ a: () => 1 })).toEqual({ storable: false, path: '$.a', reason: 'a function' });
    const trap = (): never => { throw new Error('run'); };
    const proxy = new Proxy(new Error('m'), { getPrototypeOf: trap });
    expect(encodeError(proxy)).toMatchObject({ storable: false, reason: expect.stringContaining('Proxy') });
    expect(replayOf(new Error('m', { cause: proxy }))).toStrictEqual(new Error('m'));
  });

  it('are refused as a whole where a prototype throws', () => {
    const trap = (): never => { throw new Error('run'); };
    const prototype = new Proxy(Error.prototype, { getPrototypeOf: trap });
    for (const thrown of [Object.create(prototype), Object.setPrototypeOf(new Error('m'), prototype)]) {
      expect(encodeError(thrown)).toEqual({
        storable: false,
        path: '$',
        reason: 'an error that could not be read to its end',
      });
    }
  });

  it.each(['{"total":1}', 'null', '"text"', '17', '*[["u"]]'])('are told from a result: %s', (text) => {
    expect(() => decodeError(text, [])).toThrow(SyntaxError);
    expect(() => decodeError(text, [])).toThrow(/^the text is not an encoded error, or one of a later version$/);
  });

  it('are not quoted where their text is damaged', () => {
    expect(() => decodeError('{"secret', [])).toThrow(/^(?!.*secret)/);
  });
});
