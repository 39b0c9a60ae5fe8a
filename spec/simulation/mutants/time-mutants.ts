import type { Mutant } from './mutant.js';

const CLAIM = 'execution/claim.ts';
const EXPIRY = 'Math.max(nowMs + operation.ttlMs, leaseEndsAtMs + assumptions.skewMs)';
const RENEWED =
  'return { ...record, leaseEndsAtMs: request.leaseEndsAtMs, expiresAtSeconds: request.expiresAtSeconds };';

/** How the expiry of a running record relates to its lease, where the TTL may delete what has expired. */
export const TIME_MUTANTS: readonly Mutant[] = [
  {
    name: 'renew: keeps the expiry past the lease',
    edits: [
      {
        file: 'repository/in-memory/renew.ts',
        find: RENEWED,
        replace: 'return { ...record, leaseEndsAtMs: request.leaseEndsAtMs };',
      },
    ],
    breaks: ['G1', 'START-STATUS'],
    seeds: 8_000,
  },
  {
    name: 'running record: the expiry is not before the end of the lease',
    edits: [{ file: CLAIM, find: EXPIRY, replace: 'nowMs + operation.ttlMs + 0 * assumptions.skewMs' }],
    breaks: ['G1', 'START-STATUS'],
    seeds: 8_000,
  },
  {
    name: 'running record: ... and by the skew after it',
    edits: [{ file: CLAIM, find: EXPIRY, replace: 'Math.max(nowMs + operation.ttlMs, leaseEndsAtMs)' }],
    breaks: ['G1', 'START-STATUS'],
    seeds: 16_000,
  },
  {
    name: 'joining: only while the lease of the running call holds',
    edits: [
      {
        file: 'execution/running-call.ts',
        find: 'return this.lease ? this.lease.isRunning() : nowMs < this.claimEndsAtMs;',
        replace: 'return nowMs < Infinity;',
      },
    ],
    breaks: ['G4', 'G3'],
    redundant: 'a duplicate that joins a run which lost its lease still gets what that run is answered with',
    seeds: 300,
  },
];
