import { decodeValue } from '../../lib/result/decode-value.js';
import { encodeValue } from '../../lib/result/encode-value.js';

const RealDate = Date;

afterEach(() => void jest.useRealTimers());

describe('dates under a fake clock, whose class stands in the place of Date', () => {
  it('are stored and replayed like others', () => {
    jest.useFakeTimers({ now: 5 });
    expect(Object.getPrototypeOf(new Date())).not.toBe(RealDate.prototype);
    const encoding = encodeValue({ at: new Date() });
    expect(encoding).toMatchObject({ storable: true });
    expect(decodeValue(encoding.storable ? encoding.text : '')).toStrictEqual({ at: new Date(5) });
  });

  it('do not open the door to other subclasses', () => {
    class Day extends Date {}
    expect(encodeValue(new Day(5))).toMatchObject({ storable: false });
    jest.useFakeTimers({ now: 5 });
    expect(encodeValue(new Day(5))).toMatchObject({ storable: false });
  });
});
