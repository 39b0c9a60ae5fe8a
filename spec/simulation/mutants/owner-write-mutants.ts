import type { Edit } from '../load-subject.js';
import type { PropertyName } from '../properties/property.js';
import type { Mutant } from './mutant.js';

const RULES = 'repository/in-memory/write-rules.ts';
const FINISH = 'execution/finish.ts';

/** The write of an owner, as the table of rules names it, and the function that is its rule. */
const WRITES = [
  { write: 'complete', rule: 'applyComplete', keepsStatus: false, breaks: ['G2', 'G3'] },
  { write: 'fail', rule: 'applyFail', keepsStatus: false, breaks: ['G2', 'G3'] },
  { write: 'renew', rule: 'applyRenew', keepsStatus: true, breaks: ['G1', 'G2'] },
  { write: 'saveStep', rule: 'applySaveStep', keepsStatus: true, breaks: ['G2', 'STEP'] },
  { write: 'commit', rule: 'applyComplete', keepsStatus: false, breaks: ['G5', 'G2'] },
  { write: 'doubt', rule: 'applyDoubt', keepsStatus: false, breaks: ['G2', 'G3'] },
] as const;

type Write = (typeof WRITES)[number];

/** The rule, told that what it compares is what it asks for. */
function withoutClauses({ write, rule, keepsStatus }: Write, ...clauses: ('owner' | 'fence' | 'status')[]): Edit {
  const held = clauses.filter((clause) => clause !== 'status').map((clause) => `${clause}: record.${clause}`);
  const given = clauses.includes('status') ? "{ ...record, status: 'IN_PROGRESS' }" : 'record';
  const status = keepsStatus ? ', status: record.status' : '';
  return {
    file: RULES,
    find: `  ${write}: ${rule},\n`,
    replace:
      `  ${write}: (record, request) => {\n` +
      "    if (record === undefined) return 'refused';\n" +
      `    const held = { ...request.held, ${held.join(', ')} };\n` +
      `    const effect = ${rule}(${given}, { ...request, held });\n` +
      `    return effect === 'refused' ? effect : { ...effect${status} };\n` +
      '  },\n',
  };
}

const LONE =
  'owner = :me and fence = :fence cover for one another while a claim takes effect once; see the one without either';

const clausesOf = (write: Write): readonly Mutant[] => {
  const breaks: readonly PropertyName[] = write.breaks;
  return [
    {
      name: `${write.write}: owner = :me`,
      edits: [withoutClauses(write, 'owner')],
      breaks,
      redundant: LONE,
      seeds: 300,
    },
    {
      name: `${write.write}: fence = :fence`,
      edits: [withoutClauses(write, 'fence')],
      breaks,
      redundant: LONE,
      seeds: 300,
    },
    {
      name: `${write.write}: neither owner nor fence`,
      edits: [withoutClauses(write, 'owner', 'fence')],
      breaks,
      seeds: 6_000,
    },
    { name: `${write.write}: status = IN_PROGRESS`, edits: [withoutClauses(write, 'status')], breaks, seeds: 6_000 },
  ];
};

const RENEW = 'repository/in-memory/renew.ts';

/** What the owner's writes ask for, and what it makes of a refusal. */
export const OWNER_WRITE_MUTANTS: readonly Mutant[] = [
  ...WRITES.flatMap(clausesOf),
  {
    name: 'renew: never shortens a lease',
    edits: [
      { file: RENEW, find: ' || wouldShorten(record, request)', replace: '' },
      { file: RENEW, find: 'const wouldShorten', replace: 'export const wouldShorten' },
    ],
    breaks: ['G1', 'START'],
    seeds: 6_000,
  },
  {
    name: 'renew: an equal lease passes',
    edits: [
      { file: RENEW, find: 'leaseEndsAtMs > request.leaseEndsAtMs', replace: 'leaseEndsAtMs >= request.leaseEndsAtMs' },
    ],
    breaks: ['OWN'],
    redundant:
      'a refused renewal whose record is still mine is taken for what it is, my own earlier copy; see the next',
    seeds: 300,
  },
  {
    name: 'renew: an equal lease passes, and a refused renewal is not looked into',
    edits: [
      { file: RENEW, find: 'leaseEndsAtMs > request.leaseEndsAtMs', replace: 'leaseEndsAtMs >= request.leaseEndsAtMs' },
      {
        file: 'execution/held-lease.ts',
        find: "if (mine && record.status === 'IN_PROGRESS') {",
        replace: 'if (mine && record.fence < 0) {',
      },
    ],
    breaks: ['OWN'],
    seeds: 4_000,
  },
  {
    name: 'renew: a renewal that my own end overtook is no loss',
    edits: [
      {
        file: 'execution/held-lease.ts',
        find: "if (mine && (record.status === 'COMPLETE' || record.status === 'FAILED')) return;",
        replace: '',
      },
      {
        file: 'execution/held-lease.ts',
        find: '      if (this.end.aborted) return;\n      if (answer',
        replace: '      if (answer',
      },
    ],
    breaks: ['OWN'],
    redundant: 'nothing listens any more once the method has ended: the end alone would do',
    seeds: 300,
  },
  {
    name: 'complete refused: COMPLETE by me is success',
    edits: [
      { file: FINISH, find: "    return { kind: 'stored' };\n  }\n", replace: "    return { kind: 'lost' };\n  }\n" },
    ],
    breaks: ['OWN'],
    seeds: 4_000,
  },
  {
    name: "complete refused: the winner's result answers, not mine",
    edits: [
      {
        file: FINISH,
        find: "{ kind: 'superseded', record } : { kind: 'lost' }",
        replace: "{ kind: 'stored' } : { kind: 'lost' }",
      },
    ],
    breaks: ['G3', 'G5'],
    seeds: 4_000,
  },
  {
    name: 'complete refused: the winner answers, not an error',
    edits: [
      {
        file: FINISH,
        find: "{ kind: 'superseded', record } : { kind: 'lost' }",
        replace: "{ kind: 'lost' } : { kind: 'lost' }",
      },
    ],
    breaks: ['G3'],
    seeds: 4_000,
  },
  {
    name: 'complete refused: only a winner of my fingerprint answers',
    edits: [
      {
        file: FINISH,
        find: 'record.fingerprint === call.fingerprint ?',
        replace: 'record.fingerprint !== undefined ?',
      },
    ],
    breaks: ['FP'],
    seeds: 12_000,
  },
  {
    name: 'step refused: answered like a refused complete',
    edits: [
      {
        file: 'execution/execute-once.ts',
        find: 'return conclude(call, lease, ended, afterLoss(call, lease.lostTo), running);',
        replace: "return conclude(call, lease, ended, { kind: 'lost' }, running) ?? void afterLoss;",
      },
    ],
    breaks: ['G3'],
    seeds: 6_000,
  },
  {
    name: 'step refused: the latest refusal tells who answers',
    edits: [
      { file: 'execution/held-lease.ts', find: '    this.lostTo = refused;', replace: '    this.lostTo ??= refused;' },
    ],
    breaks: ['G3'],
    seeds: 16_000,
  },
  {
    name: 'commit unknown: an error, never success',
    edits: [
      {
        file: 'execution/execute-once.ts',
        find: '      throw commitUnknown(call, finished.cause);',
        replace: '      return handOver(ended);',
      },
    ],
    breaks: ['G5'],
    seeds: 4_000,
  },
  {
    name: "fail: the method's own error, whatever the store does",
    edits: [
      { file: FINISH, find: "    call.report('store_unavailable', lease.record, cause);", replace: '    throw cause;' },
    ],
    breaks: ['UE'],
    seeds: 4_000,
  },
  {
    name: "lost: the method's own error, whoever took over",
    edits: [
      {
        file: 'execution/execute-once.ts',
        find: "      if (ended.how === 'threw') return handOver(ended);\n      throw leaseLost(call);",
        replace: '      throw leaseLost(call);',
      },
    ],
    breaks: ['UE'],
    seeds: 8_000,
  },
  {
    name: 'fail: sets the expiry afresh',
    edits: [
      { file: 'repository/in-memory/fail.ts', find: '    expiresAtSeconds: request.expiresAtSeconds,\n', replace: '' },
    ],
    breaks: ['G2-FENCE', 'TWICE'],
    redundant: 'fence = :fence stops what an expiry kept too long would let pass',
    seeds: 300,
  },
  {
    name: 'steps: lapse with the expiry under which they were written',
    edits: [
      {
        file: 'execution/steps.ts',
        find: 'stored.expiresAtSeconds > secondsReachedBy(this.call.clock.now())',
        replace: 'secondsReachedBy(this.call.clock.now()) > 0',
      },
    ],
    breaks: ['STALE'],
    seeds: 16_000,
  },
];
