import type { Edit } from '../load-subject.js';
import type { Mutant } from './mutant.js';

const RULE = 'repository/in-memory/commit-unclaimed.ts';
const AT_COMMIT = 'execution/at-commit.ts';
const GUARD = '!continues && !mayBeginAfresh(record, request)';

/** No copy is alive any more when the record that an earlier copy made has expired. */
const LIFETIMES = 'the ttl is longer than a call may send transactions and a copy may live; see the bounded age';

const rule = (find: string, replace: string): Edit => ({ file: RULE, find, replace });

/** At-commit mode: the condition of its transaction, and until when it may be sent. */
export const AT_COMMIT_MUTANTS: readonly Mutant[] = [
  {
    name: 'at-commit: owner <> :me',
    edits: [
      rule('mayContinue(record, request)', "mayContinue({ ...record, owner: '' }, request)"),
      rule('mayBeginAfresh(record, request)', "mayBeginAfresh({ ...record, owner: '' }, request)"),
    ],
    breaks: ['G5'],
    redundant: LIFETIMES,
    seeds: 300,
  },
  {
    name: 'at-commit: fence < :fence',
    edits: [
      rule('mayContinue(record, request)', 'mayContinue({ ...record, fence: 0 }, request)'),
      rule('mayBeginAfresh(record, request)', 'mayBeginAfresh({ ...record, fence: 0 }, request)'),
    ],
    breaks: ['G5'],
    redundant: LIFETIMES,
    seeds: 300,
  },
  {
    name: 'at-commit: neither owner <> :me nor fence < :fence',
    edits: [
      rule('mayContinue(record, request)', "mayContinue({ ...record, owner: '', fence: 0 }, request)"),
      rule('mayBeginAfresh(record, request)', "mayBeginAfresh({ ...record, owner: '', fence: 0 }, request)"),
    ],
    breaks: ['G5'],
    redundant: LIFETIMES,
    seeds: 300,
  },
  {
    name: 'at-commit: finished AND expired -> finished',
    edits: [rule(GUARD, "!continues && record.status === 'IN_PROGRESS' && !mayBeginAfresh(record, request)")],
    breaks: ['G3', 'G5', 'HALT'],
    seeds: 4_000,
  },
  {
    name: 'at-commit: finished AND expired',
    edits: [rule(GUARD, "!continues && (record.status !== 'IN_PROGRESS' || !mayBeginAfresh(record, request))")],
    breaks: ['G4'],
    seeds: 1_000,
  },
  {
    name: 'at-commit: FAILED',
    edits: [
      rule(
        'record !== undefined && mayContinue(record, request)',
        "record?.status === 'IN_PROGRESS' && mayContinue(record, request)",
      ),
    ],
    breaks: ['G4'],
    seeds: 1_000,
  },
  {
    name: 'at-commit: lapsed lease',
    edits: [
      rule(
        'record !== undefined && mayContinue(record, request)',
        "record?.status === 'FAILED' && mayContinue(record, request)",
      ),
    ],
    breaks: ['G4'],
    seeds: 1_000,
  },
  {
    name: 'at-commit: never over a running lease',
    edits: [rule(GUARD, "!continues && record.status !== 'IN_PROGRESS' && !mayBeginAfresh(record, request)")],
    breaks: ['G2'],
    seeds: 4_000,
  },
  {
    name: 'at-commit: no takeover but under rerun',
    edits: [
      {
        file: AT_COMMIT,
        find: "const takeover = call.operation.recovery === 'rerun';",
        replace: 'const takeover = true;',
      },
    ],
    breaks: ['HALT', 'RECON'],
    seeds: 4_000,
  },
  {
    name: 'at-commit: COMPLETE by me is success',
    edits: [
      {
        file: AT_COMMIT,
        find: 'return decision.record.owner === call.owner ? undefined : decision.record;',
        replace:
          'if (decision.record.owner === call.owner) throw inProgress(call, decision.record);\n' +
          '    else return decision.record;',
      },
    ],
    breaks: ['OWN', 'ANSWERS'],
    seeds: 4_000,
  },
  {
    name: 'at-commit: the age of a call is bounded',
    edits: [
      {
        file: AT_COMMIT,
        find: 'firstAtMs + operation.ttlMs - assumptions.skewMs - assumptions.requestLifetimeMs;',
        replace: 'firstAtMs + operation.ttlMs + 100_000 + 0 * assumptions.skewMs;',
      },
    ],
    breaks: ['G5'],
    seeds: 8_000,
  },
];
