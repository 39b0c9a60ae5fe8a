import { afterLoss, fail } from '../../lib/execution/finish.js';
import { HeldLease } from '../../lib/execution/held-lease.js';
import type { FailRequest } from '../../lib/repository/writes.js';
import { elapse, useFakeTime } from './fake-time.js';
import { ANOTHER, oneCall, recordOf } from './one-call.js';
import { loseRequest } from './remote-repository.js';

useFakeTime();

const complete = { status: 'COMPLETE', leaseEndsAtMs: undefined } as const;
const theirs = recordOf({ ...complete, owner: ANOTHER });

describe('after a refused write answers', () => {
  it.each([
    ['nobody, where the record is gone', undefined, { kind: 'lost' }],
    ['nobody, while another runs', recordOf({ owner: ANOTHER }), { kind: 'lost' }],
    ['nobody, where another completed it for other content', { ...theirs, fingerprint: 'other' }, { kind: 'lost' }],
    ['the successor that completed it', theirs, { kind: 'superseded', record: theirs }],
    ['my own earlier try', recordOf(complete), { kind: 'stored' }],
  ])('%s', (_, record, finished) => {
    expect(afterLoss(oneCall().call, { applied: false, record })).toStrictEqual(finished);
  });
});

/** The summary that a failure leaves in the record. */
async function summaryOf(thrown: unknown): Promise<string> {
  const { call, repository } = oneCall();
  repository.onNext('fail', () => Promise.resolve({ applied: true }));
  await fail(call, new HeldLease(call, recordOf()), thrown);
  return (repository.requests[0]?.request as FailRequest).error;
}

const named = (name: unknown): Error => Object.defineProperty(new Error('secret'), 'name', { value: name });

describe('of what the method threw, the record keeps', () => {
  it.each([
    ['the name of an error', new TypeError('secret'), 'TypeError'],
    ['the type of any other value', 'secret', 'string'],
    ['100 characters of the name at most', named('x'.repeat(101)), 'x'.repeat(100)],
    ['no characters but printable ASCII', named('Fehler\n\u00fc~ '), 'Fehler??~ '],
    ['a word for a name that is no text', named(42), 'Error'],
    ['a word for a name that only behaves like text', named(Object('Odd')), 'Error'],
  ])('%s', async (_, thrown, summary) => {
    expect(await summaryOf(thrown)).toBe(summary);
  });

  it('a word for a name that cannot be read', async () => {
    const unreadable = Object.defineProperty(new Error('secret'), 'name', {
      get: () => {
        throw new Error('unreadable');
      },
    });
    expect(await summaryOf(unreadable)).toBe('Error');
  });
});

it('a failure that cannot be stored is reported, with its attempt and cause, and not thrown', async () => {
  const { call, repository, events } = oneCall();
  repository.onEvery('fail', loseRequest);
  const failed = fail(call, new HeldLease(call, recordOf()), new Error('no stock'));
  await elapse(20_000);
  expect(await failed).toBeUndefined();
  expect(events).toMatchObject([
    { outcome: 'store_unavailable', attempt: 3, cause: { code: 'IDEMPOTENCY_REPOSITORY' } },
  ]);
});
