import type { Mutant } from './mutant.js';

const HALT = 'repository/in-memory/halt.ts';
const SETTLE = 'repository/in-memory/settle.ts';
const HELD = '!isHeld(record, { held: request.seen })';

/** Doubt, its settling, and reconciling. */
export const IN_DOUBT_MUTANTS: readonly Mutant[] = [
  {
    name: 'halt: the lease is judged inside the condition',
    edits: [
      { file: HALT, find: ' || !isLapsed(record, request.nowMs, request.skewMs)', replace: '' },
      { file: HALT, find: "import { isLapsed } from '../record-state.js';\n", replace: '' },
    ],
    breaks: ['G2', 'G1'],
    seeds: 8_000,
  },
  {
    name: 'halt: status = IN_PROGRESS',
    edits: [
      {
        file: HALT,
        find: HELD,
        replace:
          "!isHeld(record && { ...record, status: 'IN_PROGRESS' }, { held: request.seen }) || record === undefined",
      },
      { file: HALT, find: '!isLapsed(record,', replace: "!isLapsed({ ...record, status: 'IN_PROGRESS' }," },
    ],
    breaks: ['G3', 'G2'],
    seeds: 8_000,
  },
  {
    name: 'halt: owner and fence seen',
    edits: [
      {
        file: HALT,
        find: HELD,
        replace: 'record === undefined || !isHeld({ ...record, status: record.status }, { held: record })',
      },
    ],
    breaks: ['G2', 'G3', 'HALT'],
    redundant: 'status and lease in the condition suffice',
    seeds: 300,
  },
  {
    name: 'settle: the fence seen',
    edits: [{ file: SETTLE, find: ' || record.fence !== request.seenFence', replace: '' }],
    breaks: ['RECON'],
    seeds: 16_000,
  },
  {
    name: 'settle: status = IN_DOUBT',
    edits: [{ file: SETTLE, find: " || record.status !== 'IN_DOUBT'", replace: '' }],
    breaks: ['G3', 'G2', 'RECON'],
    redundant: 'every change of a record in doubt raises its fence, and the fence seen is asked for',
    seeds: 300,
  },
  {
    name: 'settle: a new owner and a higher fence',
    edits: [{ file: SETTLE, find: '    owner: request.owner,\n    fence: request.fence,\n', replace: '' }],
    breaks: ['G3', 'G2', 'RECON', 'OWN', 'TWICE', 'START-STATUS'],
    seeds: 16_000,
  },
  {
    name: 'reconcile: after every takeover',
    edits: [
      {
        file: 'execution/execute-once.ts',
        find: 'if (record.openAttempts > 1) {',
        replace: 'if (record.openAttempts > 99) {',
      },
    ],
    breaks: ['RECON'],
    seeds: 4_000,
  },
  {
    name: 'reconcile: a takeover is told by the attempts left open',
    edits: [
      {
        file: 'repository/claimed-record.ts',
        find: 'openAttempts: (continued?.openAttempts ?? 0) + 1',
        replace: 'openAttempts: 1',
      },
    ],
    breaks: ['RECON'],
    seeds: 4_000,
  },
];
