import { parseDuration } from '../../lib/options/duration.js';

describe('parseDuration', () => {
  it.each([
    ['1ms', 1],
    ['500ms', 500],
    ['30s', 30_000],
    ['1.5s', 1_500],
    ['15m', 900_000],
    ['15 minutes', 900_000],
    ['48h', 172_800_000],
    ['7d', 604_800_000],
    ['1w', 604_800_000],
  ])('%s is %d ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each([
    '',
    '5',
    5,
    '0s',
    '0.0h',
    '-5s',
    '+5s',
    ' 5s',
    '5s ',
    '5  s',
    '.5s',
    '5S',
    '5 fortnights',
    '1e3s',
    '٣s',
    `${'9'.repeat(400)}y`,
    null,
    undefined,
    true,
    ['5s'],
    { toString: () => '5s' },
  ])('%p is none', (given) => expect(parseDuration(given)).toBeUndefined());
});
