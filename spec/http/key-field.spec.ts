import fc from 'fast-check';

import { MAX_KEY_LENGTH, parseKeyField } from '../../lib/http/key-field.js';

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: MAX_KEY_LENGTH,
});
const quoted = (key: string): string => `"${key.replace(/["\\]/g, '\\$&')}"`;

test('any printable ASCII string comes out as it went in', () => {
  fc.assert(fc.property(printable, (key) => expect(parseKeyField([quoted(key)])).toEqual({ kind: 'key', key })));
});

test('whatever the header holds, the answer is a key within bounds or a refusal that repeats nothing of it', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 2 }), (values) => {
      const field = parseKeyField(values);
      if (field.kind === 'key') {
        expect(field.key).toMatch(/^[\x20-\x7e]{1,255}$/);
      } else if (field.kind === 'invalid') {
        expect(field.why).toMatch(/^must/);
      } else {
        expect(values).toEqual([]);
      }
    }),
  );
});

test.each([
  ['a quoted string', '"8e03978e-40d5-43e8-bc93-6894a57f9324"', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
  ['the same without quotes', '8e03978e-40d5-43e8-bc93-6894a57f9324', '8e03978e-40d5-43e8-bc93-6894a57f9324'],
  ['white space around it', '\t "abc"  ', 'abc'],
  ['escapes', '"a\\"b\\\\c"', 'a"b\\c'],
  ['a comma inside quotes', '"a,b"', 'a,b'],
  ['only a space', '" "', ' '],
  ['base64 without quotes', 'a+/9==', 'a+/9=='],
  ['parameters, which mean nothing', '"abc";a;b=1; c="x\\"y";d=tok/en', 'abc'],
  ['a parameter of Unicode', '"abc";d=%"f%c3%bc r"', 'abc'],
  ['the longest', `"${'k'.repeat(255)}"`, 'k'.repeat(255)],
  ['the longest, all escaped', `"${'\\"'.repeat(255)}"`, '"'.repeat(255)],
])('accepted: %s', (_what, field, key) => {
  expect(parseKeyField([field])).toEqual({ kind: 'key', key });
});

test.each([
  ['nothing', ''],
  ['white space', ' \t'],
  ['an empty string', '""'],
  ['an empty string with parameters', '"";a=1'],
  ['256 characters', `"${'k'.repeat(256)}"`],
  ['256 characters without quotes', 'k'.repeat(256)],
  ['a very long field', `"${'\\"'.repeat(1_000)}"`],
  ['an open quote', '"abc'],
  ['a quote in the middle', 'a"b'],
  ['two strings', '"a" "b"'],
  ['a list', '"a", "b"'],
  ['a list of tokens', 'a,b'],
  ['an inner list', '("a" "b")'],
  ['spaces without quotes', 'a b'],
  ['an unknown escape', '"a\\n"'],
  ['an escape at the end', '"a\\'],
  ['a control character', '"a\u0000b"'],
  ['a line break', '"a\nb"'],
  ['DEL', '"a\u007fb"'],
  ['beyond ASCII', '"käse"'],
  ['a broken parameter', '"abc";A=1'],
])('refused: %s', (_what, field) => {
  expect(parseKeyField([field])).toEqual({ kind: 'invalid', why: expect.stringMatching(/^must/) });
});

test('sent twice is refused, even with the same value', () => {
  expect(parseKeyField(['"a"', '"a"'])).toMatchObject({ kind: 'invalid' });
});

test('hostile fields are read in linear time', () => {
  const startedAtMs = performance.now();
  for (const part of ['"', '\\', '\\"', ';', ';a', ';a=', ' ;', '; ', '"a"']) {
    parseKeyField([`"x"${part.repeat(Math.floor(1_000 / part.length))}!`]);
  }
  expect(performance.now() - startedAtMs).toBeLessThan(200);
});
