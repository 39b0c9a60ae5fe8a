import type { Edit } from '../load-subject.js';
import type { Mutant } from './mutant.js';

const DECIDE = 'execution/decide.ts';
const ACQUIRE = 'execution/acquire.ts';
const MISMATCH = "  if (record.fingerprint !== me.fingerprint) return { kind: 'mismatch', record };\n";
const REPLAY =
  "  if (record.status === 'COMPLETE' && !isExpired(record, me.nowMs)) return { kind: 'replay', record };\n";
const WAIT =
  "  if (record.status === 'IN_PROGRESS' && !isLapsed(record, me.nowMs, me.skewMs)) return { kind: 'wait', record };\n";
const HOLD = "  if (mine && record.status === 'IN_PROGRESS') return { kind: 'hold', record };\n";

const decide = (find: string, replace: string): Edit => ({ file: DECIDE, find, replace });
const acquire = (find: string, replace: string): Edit => ({ file: ACQUIRE, find, replace });

/** Without it, whoever holds the record starts at once, however late the claim was answered. */
const START_AT_ONCE = acquire(
  'if (runs(decision.record, call.clock.now()))',
  'if (runs(decision.record, call.clock.now()) || true)',
);

/** What a call makes of the record it was shown, and when it starts. */
export const ANSWER_MUTANTS: readonly Mutant[] = [
  {
    name: 'answers: owner is me, IN_PROGRESS: I hold it',
    edits: [decide(HOLD, '')],
    breaks: ['OWN', 'ANSWERS'],
    seeds: 4_000,
  },
  {
    name: 'answers: owner is me holds only while IN_PROGRESS',
    edits: [decide("if (mine && record.status === 'IN_PROGRESS')", 'if (mine)')],
    breaks: ['START-STATUS', 'ANSWERS'],
    seeds: 4_000,
  },
  {
    name: 'answers: owner is me, COMPLETE: its result, also when it has expired',
    edits: [decide("  if (mine && record.status === 'COMPLETE') return { kind: 'replay', record };\n", '')],
    breaks: ['G5', 'ANSWERS', 'G3', 'TWICE'],
    seeds: 4_000,
  },
  {
    name: 'answers: what a claim would free is claimed, before the fingerprint is compared',
    edits: [decide("  if (!mine && wouldHold(record, me)) return { kind: 'claim-again', seen: record };\n", '')],
    breaks: ['G4', 'ANSWERS', 'FP'],
    seeds: 4_000,
  },
  {
    name: 'answers: fingerprint before replay',
    edits: [decide(MISMATCH, ''), decide(REPLAY, REPLAY + MISMATCH)],
    breaks: ['FP'],
    seeds: 4_000,
  },
  {
    name: 'answers: fingerprint before wait',
    edits: [
      decide(MISMATCH, ''),
      decide(REPLAY, `${REPLAY.replace('if (', `if (record.fingerprint === me.fingerprint && `)}`),
      decide(WAIT, WAIT + MISMATCH),
    ],
    breaks: ['FP'],
    seeds: 4_000,
  },
  {
    name: 'answers: the fingerprint is compared',
    edits: [decide(MISMATCH, '')],
    breaks: ['FP'],
    seeds: 4_000,
  },
  {
    name: 'answers: replay only what has not expired',
    edits: [
      decide("record.status === 'COMPLETE' && !isExpired(record, me.nowMs)", "record.status === 'COMPLETE'"),
      decide(
        '  if (!mine && wouldHold(record, me))',
        "  if (!mine && record.status !== 'COMPLETE' && wouldHold(record, me))",
      ),
    ],
    breaks: ['G4', 'ANSWERS'],
    seeds: 4_000,
  },
  {
    name: 'start: a lease that lapsed before the start is renewed first',
    edits: [START_AT_ONCE],
    breaks: ['START'],
    seeds: 4_000,
  },
  {
    name: 'start: the refused renewal before a start is decided again',
    edits: [
      acquire(
        '  if (!answer.applied) return judge(call, answer.record, false);\n  return { decision',
        '  return { decision',
      ),
    ],
    breaks: ['START', 'START-STATUS', 'G1'],
    seeds: 4_000,
  },
  {
    name: "start: the lease believed is the item's, not the request's",
    edits: [
      acquire(
        '  return call.store.send((repository, limit) => repository.claim(request, limit));',
        '  Object.assign(call, { asked: request.leaseEndsAtMs });\n' +
          '  return call.store.send((repository, limit) => repository.claim(request, limit));',
      ),
      acquire(
        "  if (shown.decision.kind === 'hold') call.report('self_conflict_recovered', shown.decision.record);\n" +
          '  return shown;',
        "  if (shown.decision.kind !== 'hold') return shown;\n" +
          '  const { asked: leaseEndsAtMs } = call;\n' +
          "  return { ...shown, decision: { kind: 'hold', record: { ...shown.decision.record, leaseEndsAtMs } } };",
      ),
    ],
    breaks: ['START'],
    seeds: 4_000,
  },
  {
    name: 'start: not after a reconcile that outlasted the lease',
    edits: [
      {
        file: 'execution/reconcile.ts',
        find: 'return (await lease.mayStart()) ? undefined : lostMeanwhile(call, lease);',
        replace: 'return (await lease.mayStart()) ? undefined : undefined ?? void lostMeanwhile;',
      },
      {
        file: 'execution/held-lease.ts',
        find: 'if (!this.end.aborted && !this.isRunning()) await this.renew();',
        replace: '',
      },
    ],
    breaks: ['START', 'START-STATUS'],
    seeds: 8_000,
  },
];
