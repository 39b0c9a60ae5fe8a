import { DeferredKeyValue } from '../../lib/key/deferred-key-value.js';

describe('DeferredKeyValue', () => {
  it.each(['a promise', 'a function'] as const)('says that %s was given', (given) => {
    const error = new DeferredKeyValue(given);
    expect(error.given).toBe(given);
    expect(String(error)).toBe(`DeferredKeyValue: a key function gave ${given}`);
  });

  it('bears its name as the errors of the language do: not enumerable, open to change', () => {
    expect(Object.getOwnPropertyDescriptor(new DeferredKeyValue('a promise'), 'name')).toEqual({
      value: 'DeferredKeyValue',
      enumerable: false,
      configurable: true,
      writable: true,
    });
  });
});
