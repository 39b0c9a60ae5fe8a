import fc from 'fast-check';
import { epochMs, epochSeconds } from '../../../lib/repository/epoch.js';
import type { WriteRules } from '../../../lib/repository/in-memory/write-rules.js';
import type { IdempotencyRecord, RecordStatus } from '../../../lib/repository/record.js';
import type { ClaimRequest } from '../../../lib/repository/writes.js';

// Few values of each kind, close to each other, so that every comparison is met from both sides and at equality.
const owners = fc.constantFrom('a', 'b', 'c');
const fences = fc.integer({ min: 1, max: 4 });
const fingerprints = fc.constantFrom('same', 'other');
const nows = fc.integer({ min: 0, max: 4_000 }).map(epochMs);
const leases = fc.integer({ min: 0, max: 4_000 }).map(epochMs);
const expiries = fc.integer({ min: 0, max: 4 }).map(epochSeconds);
const skews = fc.constantFrom(0, 1, 500, 1_000);
const results = fc.oneof(fc.constantFrom('x', 'y'), fc.constant(Uint8Array.of(1, 2)));
const counts = fc.integer({ min: 0, max: 3 });
const statuses = fc.constantFrom<RecordStatus>('IN_PROGRESS', 'COMPLETE', 'FAILED', 'IN_DOUBT');

const steps = fc
  .array(fc.tuple(fc.constantFrom('s', 't', '__proto__'), fc.record({ result: results, expiresAtSeconds: expiries })))
  .map((entries) => new Map(entries));

export const records: fc.Arbitrary<IdempotencyRecord> = fc
  .record({
    id: fc.constant('id'),
    status: statuses,
    owner: owners,
    fence: fences,
    attempts: fc.integer({ min: 1, max: 3 }),
    openAttempts: counts,
    leaseEndsAtMs: leases,
    expiresAtSeconds: expiries,
    fingerprint: fingerprints,
    startedAtMs: nows,
    result: results,
    error: fc.constantFrom(undefined, 'TypeError'),
    steps,
  })
  .map((record) => ({
    ...record,
    leaseEndsAtMs: record.status === 'IN_PROGRESS' ? record.leaseEndsAtMs : undefined,
    result: record.status === 'COMPLETE' ? record.result : undefined,
  }));

export const maybeRecords = fc.option(records, { nil: undefined, freq: 20 });

export const claims: fc.Arbitrary<ClaimRequest> = fc.record({
  id: fc.constant('id'),
  owner: owners,
  fence: fences,
  fingerprint: fingerprints,
  nowMs: nows,
  leaseEndsAtMs: leases,
  expiresAtSeconds: expiries,
  skewMs: skews,
  takeover: fc.boolean(),
  form: fc.constantFrom<ClaimRequest['form']>('continue', 'afresh'),
});

const id = fc.constant('id');
const finishes = { held: records, result: results, expiresAtSeconds: expiries };

/** For each write, arbitrary requests. */
export const requests: { readonly [Name in keyof WriteRules]: fc.Arbitrary<Parameters<WriteRules[Name]>[1]> } = {
  claim: claims,
  complete: fc.record(finishes),
  commit: fc.record(finishes),
  fail: fc.record({ held: records, error: fc.constant('TypeError'), expiresAtSeconds: expiries }),
  renew: fc.record({ held: records, leaseEndsAtMs: leases, expiresAtSeconds: expiries }),
  saveStep: fc.record({
    held: records,
    name: fc.constantFrom('s', 't', '__proto__'),
    result: results,
    stepExpiresAtSeconds: expiries,
  }),
  doubt: fc.record({ held: records, expiresAtSeconds: expiries }),
  halt: fc.record({ id, seen: records, nowMs: nows, skewMs: skews }),
  settle: fc.record({
    id,
    seenFence: fences,
    owner: owners,
    fence: fences,
    expiresAtSeconds: expiries,
    result: fc.option(results, { nil: undefined }),
  }),
  commitUnclaimed: fc
    .tuple(claims, results)
    .map(([claimant, result]) => ({ ...claimant, result, staged: [] })),
};
