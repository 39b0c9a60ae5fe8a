import fc from 'fast-check';
import { InvalidKeyPath } from '../../lib/key/invalid-key-path.js';
import { parseKeyPath } from '../../lib/key/key-path.js';

const written = (text: string) =>
  parseKeyPath(text).segments.map(({ name, optional }) => (optional ? [name, '?'] : name));

describe('parseKeyPath', () => {
  it.each([
    ['orderId', ['orderId']],
    ['detail.orderId', ['detail', 'orderId']],
    ['detail-type', ['detail-type']],
    ['Records.0.messageId', ['Records', '0', 'messageId']],
    ['headers.Idempotency-Key', ['headers', 'Idempotency-Key']],
    ['customer?.id', [['customer', '?'], 'id']],
    ['detail.note?', ['detail', ['note', '?']]],
    ['a b.ü/ß', ['a b', 'ü/ß']],
    ['what?ever', ['what?ever']],
    ['DOMAIN\\user', ['DOMAIN\\user']],
    ['labels.app\\.io/name?', ['labels', ['app.io/name', '?']]],
    ['really\\?', ['really?']],
    ['really\\??', [['really?', '?']]],
    ['path\\\\.next', ['path\\', 'next']],
    ['path\\\\?', [['path\\', '?']]],
    ['__proto__x.constructors', ['__proto__x', 'constructors']],
    ['toString', ['toString']],
  ])('reads %s', (text, segments) => {
    expect(written(text)).toEqual(segments);
  });

  it.each([
    ['', 'is empty'],
    ['.', 'has an empty segment'],
    ['a..b', 'has an empty segment'],
    ['.a', 'has an empty segment'],
    ['a.', 'has an empty segment'],
    ['a.?', 'no name'],
    ['__proto__', "names '__proto__'"],
    ['a.__proto__.b', "names '__proto__'"],
    ['a.__proto__?', "names '__proto__'"],
    ['constructor.name', "names 'constructor'"],
    ['a.prototype', "names 'prototype'"],
  ])('refuses %j', (text, reason) => {
    expect(() => parseKeyPath(text)).toThrow(InvalidKeyPath);
    expect(() => parseKeyPath(text)).toThrow(reason);
  });

  it('gives a required and an optional path one text, so that their keys are the same', () => {
    expect(parseKeyPath('a?.b?').text).toBe('a.b');
    expect(parseKeyPath('a.b').text).toBe('a.b');
  });

  it('reads its own text again as the same names, whatever they hold', () => {
    const name = fc.string({ minLength: 1, unit: fc.constantFrom('a', '.', '?', '\\', 'é', '0') });
    const escape = (text: string) => text.replace(/[.?\\]/g, '\\$&');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const path = parseKeyPath(names.map(escape).join('.'));
        expect(path.segments).toEqual(names.map((each) => ({ name: each, optional: false })));
        expect(parseKeyPath(path.text)).toEqual(path);
      }),
    );
  });

  it('reads any text or refuses it as an invalid path', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '.', '?', '\\', '_') }), (text) => {
        try {
          expect(parseKeyPath(text).segments.every(({ name }) => name !== '')).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidKeyPath);
        }
      }),
    );
  });
});
