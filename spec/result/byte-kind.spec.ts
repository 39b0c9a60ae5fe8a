import { BYTE_CLASSES, fromBytes } from '../../lib/result/byte-kind.js';

describe('fromBytes', () => {
  it.each(BYTE_CLASSES.map(({ name }) => name))('makes an instance of the named class: %s', (name) => {
    const made = fromBytes(name, Buffer.alloc(8));
    expect([made.constructor.name, made.byteLength]).toEqual([name, 8]);
  });

  it.each(['Secret', 'constructor', 'Object', ''])('says that there is no such class: %p', (name) => {
    expect(() => fromBytes(name, Buffer.alloc(8))).toThrow(RangeError);
    expect(() => fromBytes(name, Buffer.alloc(8))).toThrow(/^not a kind of bytes$/);
  });
});
