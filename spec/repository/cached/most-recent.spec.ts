import { MostRecent } from '../../../lib/repository/cached/most-recent.js';

const kept = (map: MostRecent<number>, ...keys: string[]): (number | undefined)[] => keys.map((key) => map.get(key));

describe('the map of the most recent', () => {
  it('keeps what was set last, up to its maximum', () => {
    const map = new MostRecent<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    expect(kept(map, 'a', 'b')).toEqual([1, 2]);
    map.set('c', 3);
    expect(kept(map, 'a', 'b', 'c')).toEqual([undefined, 2, 3]);
  });

  it('counts a read, and a setting anew, as a use', () => {
    const map = new MostRecent<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect(kept(map, 'a', 'b')).toEqual([1, undefined]);
    map.set('c', 4);
    map.set('a', 5);
    map.set('d', 6);
    expect(kept(map, 'a', 'c', 'd')).toEqual([5, undefined, 6]);
  });

  it('forgets what is deleted, and has room for another', () => {
    const map = new MostRecent<number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.delete('a');
    map.set('c', 3);
    expect(kept(map, 'a', 'b', 'c')).toEqual([undefined, 2, 3]);
  });
});
