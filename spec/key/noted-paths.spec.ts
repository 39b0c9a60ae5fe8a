import { parseKeyPath } from '../../lib/key/key-path.js';
import { pathsOf, withPaths } from '../../lib/key/noted-paths.js';

describe('the paths of a key function', () => {
  const select = (): string => 'key';

  it('are those noted, and the function stays itself', () => {
    const paths = [parseKeyPath('detail.orderId')];
    const noted = withPaths(() => 'key', paths);
    expect(pathsOf(noted)).toBe(paths);
    expect(noted()).toBe('key');
  });

  it('are unknown if none were noted', () => {
    expect(pathsOf(select)).toBeUndefined();
    expect(withPaths(select, undefined)).toBe(select);
    expect(pathsOf(select)).toBeUndefined();
  });
});
