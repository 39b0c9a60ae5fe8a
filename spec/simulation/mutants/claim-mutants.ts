import type { Edit } from '../load-subject.js';
import type { Mutant } from './mutant.js';

const CONDITION = 'repository/in-memory/claim-condition.ts';
const CLAIM = 'execution/claim.ts';
const NEW_TO = 'record.owner !== owner && record.fence < fence;';
const LAPSED_EXPIRED = "(record.status !== 'IN_PROGRESS' || isLapsed(record, claimant.nowMs, claimant.skewMs))";

const condition = (find: string, replace: string): Edit => ({ file: CONDITION, find, replace });
const claim = (find: string, replace: string): Edit => ({ file: CLAIM, find, replace });

/** A lease is taken for lapsed because the caller once saw it lapsed, whatever it is when the claim takes effect. */
const LEASE_JUDGED_BEFORE: readonly Edit[] = [
  condition(
    "(record.status === 'FAILED' || (claimant.takeover && isLapsed(record, claimant.nowMs, claimant.skewMs)));",
    "(record.status === 'FAILED' || (claimant.takeover && Reflect.get(claimant, 'sawLapsed') === true));",
  ),
  claim('  seen: Pick<IdempotencyRecord, ', '  seen: Partial<IdempotencyRecord> & Pick<IdempotencyRecord, '),
  claim(
    '    takeover: claimant.operation.recovery',
    `    ...{
      sawLapsed:
        seen?.status === 'IN_PROGRESS' &&
        (seen.leaseEndsAtMs ?? 0) <= nowMs - claimant.assumptions.skewMs,
    },
    takeover: claimant.operation.recovery`,
  ),
];

/** What a claim asks for, and what it sets. */
export const CLAIM_MUTANTS: readonly Mutant[] = [
  {
    name: 'claim: owner <> :me',
    edits: [condition(NEW_TO, 'record.fence < fence && (owner !== undefined);')],
    breaks: ['TWICE'],
    seeds: 4_000,
  },
  {
    name: 'claim: fence < :fence',
    edits: [condition(NEW_TO, 'record.owner !== owner && (fence > 0);')],
    breaks: ['FENCE', 'TWICE'],
    seeds: 4_000,
  },
  {
    name: 'claim: neither owner <> :me nor fence < :fence',
    edits: [condition(NEW_TO, "(owner !== '' && fence > 0 && record !== undefined);")],
    breaks: ['TWICE', 'FENCE'],
    seeds: 4_000,
  },
  {
    name: 'fence: rises above the record last seen',
    edits: [claim('Math.max(nowMs, (seen?.fence ?? 0) + 1)', 'nowMs')],
    breaks: ['G4', 'ANSWERS', 'FENCE'],
    seeds: 4_000,
  },
  {
    name: 'fence: rises with the clock, also over a deletion',
    edits: [claim('Math.max(nowMs, (seen?.fence ?? 0) + 1)', '(seen?.fence ?? 0) + 1')],
    breaks: ['FENCE', 'TWICE'],
    seeds: 4_000,
  },
  {
    name: 'claim: finished AND expired',
    edits: [condition('  isExpired(record, claimant.nowMs) &&\n  (record.status', '  (record.status')],
    breaks: ['G3', 'HALT'],
    seeds: 4_000,
  },
  {
    name: 'claim: an expired record may be claimed',
    edits: [
      condition(
        'export const mayBeginAfresh = (record: IdempotencyRecord, claimant: Claimant): boolean =>\n',
        'export const mayBeginAfresh = (record: IdempotencyRecord, claimant: Claimant): boolean =>\n  false &&\n',
      ),
    ],
    breaks: ['G4'],
    seeds: 200,
  },
  {
    name: 'claim: FAILED at once',
    edits: [condition("(record.status === 'FAILED' || (claimant.takeover", '((claimant.takeover')],
    breaks: ['G4'],
    seeds: 400,
  },
  {
    name: 'claim: takeover of a lapsed lease',
    edits: [condition('(claimant.takeover && isLapsed', '(claimant.takeover && false && isLapsed')],
    breaks: ['G4'],
    seeds: 400,
  },
  {
    name: "claim: no takeover under 'halt'",
    edits: [claim("takeover: claimant.operation.recovery !== 'halt'", 'takeover: true')],
    breaks: ['HALT'],
    seeds: 4_000,
  },
  {
    name: 'claim: lapsed AND expired, under every recovery',
    edits: [condition(LAPSED_EXPIRED, "record.status !== 'IN_PROGRESS'")],
    breaks: ['G4'],
    seeds: 400,
  },
  {
    name: 'claim: expiry alone never frees a running record',
    edits: [condition(LAPSED_EXPIRED, '(record.status.length > 0)')],
    breaks: ['G1'],
    redundant:
      'implied while the expiry of a running record is never before the end of its lease and the skew; see the next',
    seeds: 300,
  },
  {
    name: 'claim: expiry alone never frees a running record, and the expiry is not kept past the lease',
    edits: [
      condition(LAPSED_EXPIRED, '(record.status.length > 0)'),
      claim('Math.max(nowMs + operation.ttlMs, leaseEndsAtMs + assumptions.skewMs)', 'nowMs + operation.ttlMs'),
    ],
    breaks: ['G1'],
    seeds: 4_000,
  },
  {
    name: 'claim: the same fingerprint for FAILED and takeover',
    edits: [condition('  record.fingerprint === claimant.fingerprint &&\n', '')],
    breaks: ['FP'],
    seeds: 4_000,
  },
  {
    name: 'claim: the lease is judged inside the condition',
    edits: LEASE_JUDGED_BEFORE,
    breaks: ['G1'],
    seeds: 4_000,
  },
  {
    name: 'lease: the skew margin',
    edits: [
      {
        file: 'repository/record-state.ts',
        find: 'record.leaseEndsAtMs <= nowMs - skewMs',
        replace: 'record.leaseEndsAtMs <= nowMs + 0 * skewMs',
      },
    ],
    breaks: ['G1'],
    seeds: 4_000,
  },
  {
    name: 'claim: an expired record starts afresh (attempts, steps)',
    edits: [
      {
        file: 'repository/claimed-record.ts',
        find: "const continued = claim.form === 'continue' ? before : undefined;",
        replace: 'const continued = before;',
      },
    ],
    breaks: ['STALE'],
    seeds: 4_000,
  },
  {
    name: 'owner: one per call, not one per claim',
    edits: [claim('    owner: claimant.owner,', '    owner: `${claimant.owner} ${nowMs}`,')],
    breaks: ['OWN'],
    seeds: 4_000,
  },
  {
    name: 'owner: shared by no two calls',
    edits: [
      {
        file: 'execution/call.ts',
        find: 'this.owner = surroundings.newOwner();',
        replace: "this.owner = 'everybody';",
      },
    ],
    breaks: ['START-STATUS', 'G1', 'G2'],
    seeds: 4_000,
  },
  {
    name: 'key: computed once per call',
    edits: [
      {
        file: 'execution/guard.ts',
        find: '  return joinOrExecute(new Call(operation, identity, store, surroundings, deadlineMs), work);',
        replace:
          '  const call = new Call(operation, identity, store, surroundings, deadlineMs);\n' +
          '  Object.defineProperty(call, "id", { get: () => identify(operation, invocation.args).id });\n' +
          '  return joinOrExecute(call, work);',
      },
    ],
    breaks: ['KEY'],
    seeds: 4_000,
  },
];
