import { UnusableKeyValue } from '../../lib/key/unusable-key-value.js';

describe('UnusableKeyValue', () => {
  it('says where the value stands and what is wrong', () => {
    const error = new UnusableKeyValue('a.b', 'is NaN');
    expect(error).toMatchObject({ path: 'a.b', reason: 'is NaN' });
    expect(String(error)).toBe("UnusableKeyValue: 'a.b' is NaN");
    expect(String(new UnusableKeyValue('', 'is NaN'))).toBe('UnusableKeyValue: the selected value is NaN');
  });

  it('shortens a path only if it is longer than 200 characters', () => {
    const longest = 'a'.repeat(200);
    expect(new UnusableKeyValue(longest, 'is NaN')).toMatchObject({ path: longest, message: `'${longest}' is NaN` });
    expect(new UnusableKeyValue(`${longest}b`, 'is NaN')).toMatchObject({
      path: `${longest}…`,
      message: `'${longest}…' is NaN`,
    });
  });

  it('bears its name as the errors of the language do: not enumerable, open to change', () => {
    expect(Object.getOwnPropertyDescriptor(new UnusableKeyValue('', 'is NaN'), 'name')).toEqual({
      value: 'UnusableKeyValue',
      enumerable: false,
      configurable: true,
      writable: true,
    });
  });
});
