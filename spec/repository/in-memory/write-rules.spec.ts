import { inspect } from 'node:util';
import fc from 'fast-check';
import { WRITE_RULES, type WriteRules } from '../../../lib/repository/in-memory/write-rules.js';
import type { WriteRule } from '../../../lib/repository/in-memory/write-effect.js';
import type { IdempotencyRecord } from '../../../lib/repository/record.js';
import type { ClaimRequest } from '../../../lib/repository/writes.js';
import { claims, maybeRecords, records, requests } from './arbitrary-writes.js';

const { claim, commitUnclaimed, complete } = WRITE_RULES;
const RUNS = { numRuns: 2_000 };
const NAMES = Object.keys(WRITE_RULES) as (keyof WriteRules)[];

/** The condition of a claim in its one-piece form: what the two forms together must amount to. */
function claimable(record: IdempotencyRecord | undefined, me: ClaimRequest): boolean {
  if (record === undefined) return true;
  const { status, owner, fence, fingerprint, leaseEndsAtMs = Infinity, expiresAtSeconds } = record;
  const expired = expiresAtSeconds <= Math.floor(me.nowMs / 1000);
  const sameContent = fingerprint === me.fingerprint;
  const lapsed = status === 'IN_PROGRESS' && leaseEndsAtMs <= me.nowMs - me.skewMs;
  return (
    owner !== me.owner &&
    fence < me.fence &&
    ((status !== 'IN_PROGRESS' && expired) ||
      (status === 'FAILED' && sameContent) ||
      (lapsed && (expired || (me.takeover && sameContent))))
  );
}

const forms = (record: IdempotencyRecord | undefined, request: ClaimRequest) => ({
  continues: claim(record, { ...request, form: 'continue' }) !== 'refused',
  beginsAfresh: claim(record, { ...request, form: 'afresh' }) !== 'refused',
});

it('grants a claim in one form or the other exactly when its one-piece condition holds', () => {
  fc.assert(
    fc.property(maybeRecords, claims, (record, request) => {
      const { continues, beginsAfresh } = forms(record, request);
      expect(continues || beginsAfresh).toBe(claimable(record, request));
    }),
    RUNS,
  );
});

it('grants a claim in both forms only where there is no record', () => {
  fc.assert(
    fc.property(maybeRecords, claims, (record, request) => {
      const { continues, beginsAfresh } = forms(record, request);
      expect(continues && beginsAfresh).toBe(record === undefined);
    }),
    RUNS,
  );
});

it('applies a commit without a claim exactly when a claim would be granted, and counts its attempt like it', () => {
  fc.assert(
    fc.property(maybeRecords, claims, (record, request) => {
      const committed = commitUnclaimed(record, { ...request, result: 'x', staged: [] });
      const { continues } = forms(record, request);
      const claimed = claim(record, { ...request, form: continues ? 'continue' : 'afresh' });
      if (claimed === 'refused' || committed === 'refused') return expect(committed).toBe(claimed);
      return expect(committed.attempts).toBe(claimed.attempts);
    }),
    RUNS,
  );
});

/** As COMPLETE as can be, and unexpired for every clock. */
const completeRecords = records.map((record): IdempotencyRecord => ({
  ...record,
  status: 'COMPLETE',
  leaseEndsAtMs: undefined,
  expiresAtSeconds: 1_000 as IdempotencyRecord['expiresAtSeconds'],
}));

describe.each(NAMES)('%s', (name) => {
  // The type of a rule looked up by name is not known to take the requests looked up by the same name.
  const rule = WRITE_RULES[name] as WriteRule<unknown>;
  const request = requests[name] as fc.Arbitrary<unknown>;

  it('changes neither the record nor the request it is given', () => {
    fc.assert(
      fc.property(maybeRecords, request, (record, asked) => {
        const before = inspect([record, asked], { depth: null });
        rule(record, asked);
        expect(inspect([record, asked], { depth: null })).toBe(before);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused on a COMPLETE record that has not expired', () => {
    fc.assert(
      fc.property(completeRecords, request, (record, asked) => {
        expect(rule(record, asked)).toBe('refused');
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps the id, and a lease exactly while IN_PROGRESS, and a result exactly when COMPLETE', () => {
    fc.assert(
      fc.property(maybeRecords, request, (record, asked) => {
        const effect = rule(record, asked);
        if (effect === 'refused') return;
        expect(effect.id).toBe('id');
        expect(effect.leaseEndsAtMs !== undefined).toBe(effect.status === 'IN_PROGRESS');
        expect(effect.result !== undefined).toBe(effect.status === 'COMPLETE');
      }),
      { numRuns: 1_000 },
    );
  });
});

it('never lowers a fence, except as an operator says', () => {
  for (const name of NAMES.filter((each) => each !== 'settle')) {
    fc.assert(
      fc.property(records, requests[name] as fc.Arbitrary<unknown>, (record, asked) => {
        const effect = (WRITE_RULES[name] as WriteRule<unknown>)(record, asked);
        if (effect !== 'refused') expect(effect.fence).toBeGreaterThanOrEqual(record.fence);
      }),
      { numRuns: 1_000 },
    );
  }
});

it('never frees a running record by its expiry alone', () => {
  fc.assert(
    fc.property(records, claims, (record, request) => {
      fc.pre(record.status === 'IN_PROGRESS' && (record.leaseEndsAtMs ?? 0) > request.nowMs - request.skewMs);
      expect(claim(record, request)).toBe('refused');
    }),
    RUNS,
  );
});

it('completes for the owner alone', () => {
  fc.assert(
    fc.property(records, requests.complete, (record, request) => {
      const { held } = request;
      const owned = record.owner === held.owner && record.fence === held.fence && record.status === 'IN_PROGRESS';
      expect(complete(record, request) !== 'refused').toBe(owned);
    }),
    RUNS,
  );
});
