import { newOwner } from '../../lib/execution/owner.js';

describe('newOwner', () => {
  it('gives every call another id, of 128 bits', () => {
    const owners = Array.from({ length: 1_000 }, newOwner);
    expect(new Set(owners).size).toBe(owners.length);
    expect(owners.every((owner) => /^[\w-]{22}$/.test(owner))).toBe(true);
  });

  it('keeps no random bytes for longer than a second: two copies of a process must not give the same ids', () => {
    const draw = jest.spyOn(jest.requireActual<typeof import('node:crypto')>('node:crypto'), 'randomFillSync');
    jest.useFakeTimers({ now: Date.now() + 60_000 });
    newOwner();
    draw.mockClear();

    newOwner();
    expect(draw).not.toHaveBeenCalled();

    jest.setSystemTime(Date.now() + 999);
    newOwner();
    expect(draw).not.toHaveBeenCalled();

    jest.setSystemTime(Date.now() + 1);
    newOwner();
    expect(draw).toHaveBeenCalledTimes(1);

    // The clock was set back: nobody knows how old the bytes are.
    jest.setSystemTime(Date.now() - 1);
    newOwner();
    expect(draw).toHaveBeenCalledTimes(2);
    jest.useRealTimers();
    draw.mockRestore();
  });
});
