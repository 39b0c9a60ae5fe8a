import { isKept, judge, type Books, type Entry, type Faults } from '../processes/ledger/verdict.js';

const sound: Entry = { commits: 1, receipt: 'r', effects: [{ name: 'charge', fence: 1 }] };

const books = (more: Partial<Books> = {}): Books => ({
  keys: ['a'],
  ledger: new Map([['a', sound]]),
  records: [{ complete: true, claims: 2 }],
  answers: new Map([['a', new Set(['r'])]]),
  effects: ['charge'],
  ...more,
});

const withEntry = (more: Partial<Entry>): Books => books({ ledger: new Map([['a', { ...sound, ...more }]]) });

describe('the verdict of a run', () => {
  test('is kept where every key was committed once and answered alike', () => {
    const verdict = judge(books());
    expect(verdict).toMatchObject({ keys: 1, done: 1, commits: 1, claims: 2, effects: 1 });
    expect(isKept(verdict)).toBe(true);
  });

  test('an effect may take place again under another claim', () => {
    const effects = [...sound.effects, { name: 'charge', fence: 2 }];
    expect(isKept(judge(withEntry({ effects })))).toBe(true);
  });

  const faulty: readonly (readonly [keyof Faults, Books])[] = [
    ['not done', books({ records: [{ complete: false, claims: 1 }] })],
    ['not done', books({ records: [] })],
    ['double commits', withEntry({ commits: 2 })],
    ['lost commits', withEntry({ commits: 0 })],
    ['lost commits', withEntry({ receipt: undefined })],
    ['effects repeated within a claim', withEntry({ effects: [...sound.effects, ...sound.effects] })],
    ['effects lost', withEntry({ effects: [] })],
    ['differing answers', books({ answers: new Map([['a', new Set(['r', 's'])]]) })],
    ['differing answers', books({ answers: new Map([['a', new Set(['s'])]]) })],
    ['differing answers', books({ answers: new Map() })],
  ];
  test.each(faulty)('finds: %s', (fault, given) => {
    const verdict = judge(given);
    expect(verdict.faults[fault]).toBe(1);
    expect(isKept(verdict)).toBe(false);
  });
});
