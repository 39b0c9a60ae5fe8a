import { decodeValue } from '../../lib/result/decode-value.js';
import { encodeValue } from '../../lib/result/encode-value.js';

describe('decodeValue', () => {
  it.each<[string, unknown]>([
    ['plain', { items: [{ a: 1 }] }],
    ['tagged', { items: [{ at: new Date(0), bytes: Buffer.from('abc'), map: new Map([[1, [1]]]) }] }],
  ])('gives a new copy with every call: %s', (_, value) => {
    const encoding = encodeValue(value);
    const text = encoding.storable ? encoding.text : '';
    const first = decodeValue(text) as { items: Record<string, unknown>[] };
    const second = decodeValue(text) as { items: Record<string, unknown>[] };
    for (const key of Object.keys(first.items[0]!)) {
      if (typeof first.items[0]![key] === 'object') expect(first.items[0]![key]).not.toBe(second.items[0]![key]);
    }
    first.items[0]!['a'] = 'changed';
    (first.items[0]!['bytes'] as Buffer | undefined)?.fill(0);
    expect(second).toStrictEqual(value);
  });

  it('gives bytes memory of their own', () => {
    const encoding = encodeValue([Uint8Array.from([1, 2]), Uint8Array.from([3]).buffer]);
    const [view, buffer] = decodeValue(encoding.storable ? encoding.text : '') as [Uint8Array, ArrayBuffer];
    expect(view.buffer.byteLength).toBe(2);
    expect(buffer.byteLength).toBe(1);
  });

  it('gives objects whose members can be changed and removed', () => {
    const copy = decodeValue('*[[0],{"total":["i","1"]}]') as object;
    expect(Object.getOwnPropertyDescriptors(copy)).toEqual({
      total: { value: 1n, writable: true, enumerable: true, configurable: true },
    });
  });

  it.each([
    ['nothing', ''],
    ['half a JSON text', '{"secret":'],
    ['half a tagged text', '*[["u"'],
    ['no array', '*{}'],
    ['an unknown element', '*[["x","secret"]]'],
    ['an unknown kind of object', '*[[0],["x","secret"]]'],
    ['an object that is not there', '*[[1],{"secret":[7]}]'],
    ['a negative index', '*[[-1],{}]'],
    ['an inherited index', '*[["length"],{}]'],
    ['digits that are none', '*[["i","secret"]]'],
    ['an unknown kind of bytes', '*[[0],["b","Secret","AAAA"]]'],
    ['an inherited kind of bytes', '*[[0],["b","constructor","AAAA"]]'],
    ['bytes that end within an element', '*[[0],["b","Uint16Array","AAAA"]]'],
    ['a length that is none', '*[[0],["s",-1,{}]]'],
    ['no members', '*[[0],null]'],
  ])('refuses a text that encodeValue did not write, and does not quote it: %s', (_, text) => {
    expect(() => decodeValue(text)).toThrow(SyntaxError);
    expect(() => decodeValue(text)).toThrow(/^the text is not an encoded value, or one of a later version$/);
    expect(() => decodeValue(text)).toThrow(expect.not.objectContaining({ cause: expect.anything() }));
  });
});
