import { InvalidKeyPath } from '../../lib/key/invalid-key-path.js';

describe('InvalidKeyPath', () => {
  it('quotes the path and says what is wrong', () => {
    const error = new InvalidKeyPath('a..b', 'has an empty segment');
    expect(error).toMatchObject({ text: 'a..b', reason: 'has an empty segment' });
    expect(String(error)).toBe("InvalidKeyPath: key path 'a..b' has an empty segment");
  });

  it('bears its name as the errors of the language do: not enumerable, open to change', () => {
    expect(Object.getOwnPropertyDescriptor(new InvalidKeyPath('', 'is empty'), 'name')).toEqual({
      value: 'InvalidKeyPath',
      enumerable: false,
      configurable: true,
      writable: true,
    });
  });
});
