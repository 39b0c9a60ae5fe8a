import { bytesChecksum, textChecksum } from '../../lib/result/checksum.js';

const codeOf = (letter: string): number => letter.charCodeAt(0);

describe('checksum', () => {
  it.each([
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('is FNV-1a of the label and the rest: %p', (text, expected) => {
    expect(textChecksum(codeOf(text), text.slice(1))).toBe(expected);
    expect(bytesChecksum(codeOf(text), Buffer.from(text.slice(1)))).toBe(expected);
  });

  it('skips what is before the start', () => {
    expect(textChecksum(codeOf('f'), 'header:oobar', 7)).toBe(0xbf9cf968);
    expect(bytesChecksum(codeOf('f'), Buffer.from('header:oobar'), 7)).toBe(0xbf9cf968);
  });
});
