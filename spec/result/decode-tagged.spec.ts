import { decodeTagged } from '../../lib/result/decode-tagged.js';

describe('decodeTagged', () => {
  it.each([
    ['*[["x"]]', /^an unknown element$/],
    ['*[[1],{}]', /^an unknown element$/],
    ['*[[0],{"a":["later",1]}]', /^an unknown element$/],
    ['*[[0],["x"]]', /^an unknown kind of object$/],
    ['*[1,["later",1]]', /^an unknown kind of object$/],
  ])('says what it does not know: %s', (text, message) => {
    expect(() => decodeTagged(text)).toThrow(message);
  });

  it('makes no entry of a key without a value', () => {
    expect(decodeTagged('*[[0],["m","a",1,"b"]]')).toStrictEqual(new Map([['a', 1]]));
  });
});
