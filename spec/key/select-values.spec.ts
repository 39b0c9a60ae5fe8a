import { DeferredKeyValue } from '../../lib/key/deferred-key-value.js';
import { parseKeyPath } from '../../lib/key/key-path.js';
import {
  type KeySelector,
  KEY_FUNCTION,
  selectFingerprintValues,
  selectValues,
  WHOLE_PAYLOAD,
} from '../../lib/key/select-values.js';
import { UnusableKeyValue } from '../../lib/key/unusable-key-value.js';

const paths = (...texts: string[]): KeySelector => ({ kind: 'paths', paths: texts.map(parseKeyPath) });
const select = (payload: unknown, ...texts: string[]) => selectValues(paths(...texts), payload, []);
const found = (...pairs: [string, unknown][]) => ({ found: true, pairs });
const missing = (path: string) => ({ found: false, path });

it('no path stands where the whole payload or a function gave the value, and it never changes: keys hold it', () => {
  expect(WHOLE_PAYLOAD).toBe('');
  expect(KEY_FUNCTION).toBe('()');
});

describe('selectValues by paths', () => {
  const lines = [{ sku: 'a' }, { sku: 'b' }];
  const event = { id: 'e-1', detail: { orderId: 'o-1', lines, note: null, none: undefined } };

  it('finds members, members of members and elements, in the order of the paths', () => {
    expect(select(event, 'detail.orderId', 'id', 'detail.lines.1.sku')).toEqual(
      found(['detail.orderId', 'o-1'], ['id', 'e-1'], ['detail.lines.1.sku', 'b']),
    );
  });

  it.each([[0], [''], [false], [[]], [{}], [0n], [Number.NaN]])('takes %p for a value', (value) => {
    expect(select({ a: value }, 'a')).toEqual(found(['a', value]));
  });

  it('misses the whole key when one required value is absent or undefined, and names it', () => {
    expect(select(event, 'id', 'detail.customerId')).toEqual(missing('detail.customerId'));
    expect(select(event, 'id', 'detail.none')).toEqual(missing('detail.none'));
    expect(select(event, 'id', 'detail.note.text')).toEqual(missing('detail.note.text'));
    expect(select(event, 'detail.lines.2.sku')).toEqual(missing('detail.lines.2.sku'));
  });

  it.each([[undefined], [null], ['text'], [7], [true]])('finds nothing in %p', (payload) => {
    expect(select(payload, 'length')).toEqual(missing('length'));
    expect(select({ a: payload }, 'a.length')).toEqual(missing('a.length'));
  });

  it('keeps an absent optional value apart from null', () => {
    expect(select(event, 'id', 'detail.note?')).toEqual(found(['id', 'e-1'], ['detail.note', null]));
    expect(select(event, 'id', 'detail.other?')).toEqual(found(['id', 'e-1'], ['detail.other', undefined]));
    expect(select(event, 'id', 'detail.none?')).toEqual(found(['id', 'e-1'], ['detail.none', undefined]));
  });

  it('lets only the optional segment be absent, not those behind it', () => {
    expect(select({ id: 1, a: { b: 2 } }, 'id', 'a?.b')).toEqual(found(['id', 1], ['a.b', 2]));
    expect(select({ id: 1 }, 'id', 'a?.b')).toEqual(found(['id', 1], ['a.b', undefined]));
    expect(select({ id: 1, a: null }, 'id', 'a?.b')).toEqual(found(['id', 1], ['a.b', undefined]));
    expect(select({ id: 1, a: {} }, 'id', 'a?.b')).toEqual(missing('a.b'));
    expect(select({ id: 1, a: null }, 'id', 'a.b?')).toEqual(missing('a.b'));
    expect(select({ id: 1, a: 'text' }, 'id', 'a.b?')).toEqual(found(['id', 1], ['a.b', undefined]));
  });

  it('misses a key of nothing but absent values and null', () => {
    expect(select({ a: null }, 'a')).toEqual(missing('a'));
    expect(select({}, 'a?')).toEqual(missing('a'));
    expect(select({ a: null }, 'a', 'b?')).toEqual(missing('a, b'));
    expect(select({ a: null, c: 0 }, 'a', 'b?', 'c')).toEqual(found(['a', null], ['b', undefined], ['c', 0]));
    expect(selectValues({ kind: 'paths', paths: [] }, event, [])).toEqual(missing(''));
  });

  it('takes a list of nothing but null for a value: only a function lists its parts', () => {
    expect(select({ a: [null] }, 'a')).toEqual(found(['a', [null]]));
    expect(selectValues({ kind: 'payload' }, [null], [])).toEqual(found([WHOLE_PAYLOAD, [null]]));
  });

  it('takes null for a value where a required one is null beside others', () => {
    expect(select({ a: null, b: 1 }, 'a', 'b')).toEqual(found(['a', null], ['b', 1]));
  });

  it('sees own members only', () => {
    class Base {
      own = 'yes';
      get inherited(): string {
        throw new Error('must not be called');
      }
      method(): void {}
    }
    expect(select(new Base(), 'own')).toEqual(found(['own', 'yes']));
    expect(select(new Base(), 'inherited')).toEqual(missing('inherited'));
    expect(select(new Base(), 'method')).toEqual(missing('method'));
    expect(select({}, 'toString')).toEqual(missing('toString'));
    expect(select(Object.create({ id: 1 }), 'id')).toEqual(missing('id'));
    expect(select(Object.assign(Object.create(null), { id: 1 }), 'id')).toEqual(found(['id', 1]));
  });

  it('is not led astray by a polluted prototype', () => {
    const polluted = Object.prototype as { orderId?: string };
    polluted.orderId = 'everyone';
    try {
      expect(select({}, 'orderId')).toEqual(missing('orderId'));
      expect(select([], '0.orderId')).toEqual(missing('0.orderId'));
    } finally {
      delete polluted.orderId;
    }
  });

  it('selects elements by canonical index only', () => {
    const names = ['length', 'extra', '01', '-1', '1e0', '+1', ' 1', 'x0', 'x1', '0x', '1x', '10x'];
    const others = Object.fromEntries(names.slice(1).map((name) => [name, 'z']));
    const list = Object.assign(Array.from('abcdefghijkl'), others);
    expect(select(list, '1')).toEqual(found(['1', 'b']));
    expect(select(list, '10')).toEqual(found(['10', 'k']));
    for (const name of [...names, '12']) {
      expect(select(list, name)).toEqual(missing(name));
    }
    expect(select(Object.assign([], { 0: 'a', 2: 'c' }), '1')).toEqual(missing('1'));
  });

  it('selects a member named by dots through escapes', () => {
    expect(select({ 'a.b': { 'c?': 1 } }, 'a\\.b.c\\?')).toEqual(found(['a\\.b.c\\?', 1]));
  });

  it('refuses accessors without calling them', () => {
    const getter = jest.fn(() => 'x');
    const payload = { detail: Object.defineProperty({}, 'id', { get: getter, enumerable: true }) };
    expect(() => select(payload, 'detail.id')).toThrow(UnusableKeyValue);
    expect(() => select(payload, 'detail.id')).toThrow(/'detail\.id'.*accessor/);
    expect(getter).not.toHaveBeenCalled();
  });
});

describe('selectValues of the whole payload', () => {
  it.each([[{ a: 1 }], [0], [''], [false], [[]]])('takes %p', (payload) => {
    expect(selectValues({ kind: 'payload' }, payload, [])).toEqual(found([WHOLE_PAYLOAD, payload]));
  });

  it.each([[null], [undefined]])('misses %p', (payload) => {
    expect(selectValues({ kind: 'payload' }, payload, [])).toEqual(missing(WHOLE_PAYLOAD));
  });
});

describe('selectValues by a function', () => {
  const by = (select: (...args: never[]) => unknown, payload: unknown = {}, args: unknown[] = []) =>
    selectValues({ kind: 'function', select }, payload, args);

  it('calls it once, without `this`, with the payload and then the other arguments', () => {
    const select = jest.fn(function (this: unknown, ...args: unknown[]) {
      expect(this).toBeUndefined();
      return args;
    });
    expect(by(select, 'p', ['a', undefined])).toEqual(found([KEY_FUNCTION, ['p', 'a', undefined]]));
    expect(select).toHaveBeenCalledTimes(1);
  });

  it.each([[0], [''], [false], [[]], [{}], [[null, 0]], [[undefined, '']]])('takes %p for a key', (value) => {
    expect(by(() => value)).toEqual(found([KEY_FUNCTION, value]));
  });

  it.each([[null], [undefined], [[null]], [[undefined, null]]])('misses %p', (value) => {
    expect(by(() => value)).toEqual(missing(KEY_FUNCTION));
  });

  it('lets its own error pass', () => {
    const error = new Error('mine');
    const throwing = () => {
      throw error;
    };
    expect(() => by(throwing)).toThrow(error);
  });

  it.each<[string, () => unknown]>([
    ['a promise', async () => Promise.resolve('k')],
    ['a promise', async () => Promise.reject(new Error('late'))],
    ['a promise', () => ['tenant', Promise.reject(new Error('late'))]],
    ['a promise', () => [Promise.reject(new Error('late')), Promise.reject(new Error('later')), () => 'k']],
    ['a function', () => () => 'k'],
    ['a function', () => ['tenant', () => 'k']],
  ])('refuses %s, alone or in a list, and what is rejected ends nothing', async (given, select) => {
    const unhandled = jest.fn();
    process.on('unhandledRejection', unhandled);
    try {
      expect(() => by(select)).toThrow(DeferredKeyValue);
      expect(() => by(select)).toThrow(`gave ${given}`);
      expect(() => selectFingerprintValues({ kind: 'function', select }, {}, [])).toThrow(DeferredKeyValue);
      await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      process.off('unhandledRejection', unhandled);
    }
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('leaves what stands deeper in its result to the hashing', () => {
    const deeper = [{ late: Promise.resolve() }, [() => 'k']];
    expect(by(() => deeper)).toEqual(found([KEY_FUNCTION, deeper]));
  });
});

describe('selectFingerprintValues', () => {
  it('allows every value to be absent or null, since none has to identify', () => {
    expect(selectFingerprintValues(paths('note?'), {}, [])).toEqual(found(['note', undefined]));
    expect(selectFingerprintValues(paths('note'), { note: null }, [])).toEqual(found(['note', null]));
    const toNull: KeySelector = { kind: 'function', select: () => null };
    expect(selectFingerprintValues(toNull, {}, [])).toEqual(found([KEY_FUNCTION, null]));
    expect(selectFingerprintValues({ kind: 'payload' }, undefined, [])).toEqual(found([WHOLE_PAYLOAD, undefined]));
  });

  it('misses a required value as a key does', () => {
    expect(selectFingerprintValues(paths('amount'), {}, [])).toEqual(missing('amount'));
  });
});
