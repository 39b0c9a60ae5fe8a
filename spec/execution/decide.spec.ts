import { decide, type Decision, type Viewpoint } from '../../lib/execution/decide.js';
import { addMs, epochMs, epochSeconds } from '../../lib/repository/epoch.js';
import type { IdempotencyRecord } from '../../lib/repository/record.js';
import { START_MS } from './fake-time.js';
import { ANOTHER, ME, recordOf } from './one-call.js';

const SKEW_MS = 1_000;
const now = epochMs(START_MS + 999);

const me: Viewpoint = { owner: ME, fingerprint: 'mine', nowMs: now, skewMs: SKEW_MS, recovery: 'rerun' };

const theirs = { owner: ANOTHER };
const otherContent = { fingerprint: 'of other content' };

// The second of `now` has begun at START_MS: a record that expires in it is expired already.
const expired = { expiresAtSeconds: epochSeconds(START_MS / 1_000) };
const alive = { expiresAtSeconds: epochSeconds(START_MS / 1_000 + 1) };
const lapsed = { leaseEndsAtMs: addMs(now, -SKEW_MS) };
const lapsedForSome = { leaseEndsAtMs: addMs(now, -SKEW_MS + 1) };
const noLease = { leaseEndsAtMs: undefined };

const running = { status: 'IN_PROGRESS', ...alive, ...lapsedForSome } as const;
const complete = { status: 'COMPLETE', ...alive, ...noLease } as const;
const failed = { status: 'FAILED', ...alive, ...noLease } as const;
const doubted = { status: 'IN_DOUBT', ...alive, ...noLease } as const;

type Recovery = Viewpoint['recovery'];
type Row = readonly [string, Partial<IdempotencyRecord>, Record<Recovery, Decision['kind']>];

const always = (kind: Decision['kind']) => ({ rerun: kind, reconcile: kind, halt: kind });
const unlessHalt = (kind: Decision['kind'], halt: Decision['kind']) => ({ ...always(kind), halt });

const answers: readonly Row[] = [
  ['my own claim, in effect', { ...running }, always('hold')],
  ['my own claim, lapsed', { ...running, ...lapsed }, always('hold')],
  ['my own claim, expired and lapsed', { ...running, ...lapsed, ...expired }, always('hold')],
  ['my own completion', { ...complete }, always('replay')],
  ['my own completion, expired', { ...complete, ...expired }, always('replay')],
  ['my own completion, of other content', { ...complete, ...otherContent }, always('replay')],
  ['my own failure', { ...failed }, always('claim-again')],
  ['my own failure, expired', { ...failed, ...expired }, always('claim-again')],
  ['my own failure, of other content', { ...failed, ...otherContent }, always('mismatch')],
  ['my own doubt', { ...doubted }, always('in-doubt')],
  ['my own doubt, expired', { ...doubted, ...expired }, always('in-doubt')],
  ['my own doubt, of other content', { ...doubted, ...otherContent }, always('mismatch')],

  ['a running execution', { ...theirs, ...running }, always('wait')],
  ['a running one whose ttl is over', { ...theirs, ...running, ...expired }, always('wait')],
  ['a running one of other content', { ...theirs, ...running, ...otherContent }, always('mismatch')],
  ['a lapsed one', { ...theirs, ...running, ...lapsed }, unlessHalt('claim-again', 'halt')],
  ['one without a lease', { ...theirs, ...running, ...noLease }, unlessHalt('claim-again', 'halt')],
  ['a lapsed one of other content', { ...theirs, ...running, ...lapsed, ...otherContent }, always('mismatch')],
  ['a lapsed one, expired', { ...theirs, ...running, ...lapsed, ...expired }, always('claim-again')],
  [
    'a lapsed one of other content, expired',
    { ...theirs, ...running, ...lapsed, ...otherContent, ...expired },
    always('claim-again'),
  ],
  [
    'a running one of other content whose ttl is over',
    { ...theirs, ...running, ...otherContent, ...expired },
    always('mismatch'),
  ],

  ['a completion', { ...theirs, ...complete }, always('replay')],
  ['a completion, expired', { ...theirs, ...complete, ...expired }, always('claim-again')],
  ['a completion of other content', { ...theirs, ...complete, ...otherContent }, always('mismatch')],
  ['such a completion, expired', { ...theirs, ...complete, ...otherContent, ...expired }, always('claim-again')],

  ['a failure', { ...theirs, ...failed }, always('claim-again')],
  ['a failure, expired', { ...theirs, ...failed, ...expired }, always('claim-again')],
  ['a failure of other content', { ...theirs, ...failed, ...otherContent }, always('mismatch')],
  ['such a failure, expired', { ...theirs, ...failed, ...otherContent, ...expired }, always('claim-again')],

  ['a doubt', { ...theirs, ...doubted }, always('in-doubt')],
  ['a doubt, expired', { ...theirs, ...doubted, ...expired }, always('claim-again')],
  ['a doubt of other content', { ...theirs, ...doubted, ...otherContent }, always('mismatch')],
  ['such a doubt, expired', { ...theirs, ...doubted, ...otherContent, ...expired }, always('claim-again')],
];

describe.each(['rerun', 'reconcile', 'halt'] as const)('under recovery: %s, a claim that is shown', (recovery) => {
  it.each(answers)('%s', (_, changes, kinds) => {
    const record = recordOf(changes);
    const kind = kinds[recovery];
    const shown = kind === 'claim-again' ? { seen: record } : { record };
    expect(decide(record, { ...me, recovery })).toStrictEqual({ kind, ...shown });
  });

  it('no record claims again, as if for the first time', () => {
    expect(decide(undefined, { ...me, recovery })).toStrictEqual({ kind: 'claim-again', seen: undefined });
  });
});

it('a lease lapses after the skew that is assumed, and at the millisecond', () => {
  const record = recordOf({ ...theirs, leaseEndsAtMs: now });
  const after = (passedMs: number, skewMs: number) =>
    decide(record, { ...me, skewMs, nowMs: addMs(now, passedMs) }).kind;
  expect([after(-1, 0), after(0, 0)]).toEqual(['wait', 'claim-again']);
  expect([after(4_999, 5_000), after(5_000, 5_000)]).toEqual(['wait', 'claim-again']);
});
