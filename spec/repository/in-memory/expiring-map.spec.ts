import { epochSeconds } from '../../../lib/repository/epoch.js';
import { ExpiringMap } from '../../../lib/repository/in-memory/expiring-map.js';

const expiringAt = (seconds: number) => ({ expiresAtSeconds: epochSeconds(seconds) });

it('keeps expired entries until a sweep is due', () => {
  const map = new ExpiringMap(3);
  map.set('a', expiringAt(1));
  map.set('b', expiringAt(1));
  map.sweep(epochSeconds(5));
  expect(map.size).toBe(2);
});

it('removes what has expired to the second, and nothing else, when a sweep is due', () => {
  const map = new ExpiringMap(3);
  map.set('expired', expiringAt(4));
  map.set('expiring now', expiringAt(5));
  map.set('unexpired', expiringAt(6));
  map.sweep(epochSeconds(5));
  expect([map.get('expired'), map.get('expiring now'), map.get('unexpired')]).toEqual([
    undefined,
    undefined,
    expiringAt(6),
  ]);
});

it('sweeps again only when twice as many entries have come together', () => {
  const map = new ExpiringMap(2);
  for (let n = 0; n < 10; n++) map.set(`unexpired ${n}`, expiringAt(100));
  map.sweep(epochSeconds(5));
  for (let n = 0; n < 9; n++) map.set(`expired ${n}`, expiringAt(1));
  map.sweep(epochSeconds(5));
  expect(map.size).toBe(19);
  map.set('the twentieth', expiringAt(1));
  map.sweep(epochSeconds(5));
  expect(map.size).toBe(10);
});

it('never holds more than the stated bound when it is swept after each entry', () => {
  const map = new ExpiringMap(16);
  for (let second = 0; second < 10_000; second++) {
    map.set(`at ${second}`, expiringAt(second + 20));
    map.sweep(epochSeconds(second));
    expect(map.size).toBeLessThanOrEqual(40);
  }
});

it('starts anew when cleared', () => {
  const map = new ExpiringMap(2);
  for (let n = 0; n < 100; n++) map.set(`${n}`, expiringAt(100));
  map.sweep(epochSeconds(5));
  map.clear();
  expect([map.size, [...map.values()]]).toEqual([0, []]);
  map.set('a', expiringAt(1));
  map.set('b', expiringAt(1));
  map.sweep(epochSeconds(5));
  expect(map.size).toBe(0);
});
