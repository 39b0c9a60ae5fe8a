import { interleave, SAMPLES, type Medians } from '../measure/interleave.js';
import { ROOM, withSides, type SideProcess } from '../measure/side-process.js';
import { onThisMachine, type Report, type Row, type Target } from '../report/report.js';
import type { Request } from './side.js';

const SIDES = ['ours', 'powertools'] as const;

/** 60,000 calls of each kind with the first key: only then has Node 24 compiled all of either side for good. */
const WARM_UP_ROUNDS = 20;

/** Samples of bytes hardly differ. */
const FEW = 7;

interface Case extends Request {
  readonly label: string;
  readonly targets: { readonly fresh: number; readonly duplicate: number };
}

const ONE_FIELD = { fresh: 0.5, duplicate: 0.5 };
const WHOLE = { fresh: 0.6, duplicate: 1 };

const CASES: readonly Case[] = [
  { label: 'one-field key', key: 'one field', bytes: 500, calls: 3_000, targets: ONE_FIELD },
  { label: 'whole payload of 1 KB', key: 'whole payload', bytes: 1_024, calls: 1_500, targets: WHOLE },
  { label: 'whole payload of 10 KB', key: 'whole payload', bytes: 10_240, calls: 250, targets: WHOLE },
  { label: 'whole payload of 100 KB', key: 'whole payload', bytes: 102_400, calls: 40, targets: WHOLE },
];

/** The library alone: what its own code costs per call, over stores in memory. */
export async function run(): Promise<Report> {
  const time = await withSides('library-alone/side.js', SIDES, (sides) => measured(sides, timeRows, SAMPLES));
  const memory = await withSides('library-alone/side.js', SIDES, (sides) => measured(sides, memoryRows, FEW), ROOM);
  return {
    title: 'The library alone, without the SDK, per call',
    sameWork: 'every order ran once on each side, and duplicates got the receipts of the first calls',
    rows: [...time, ...memory],
  };
}

type Name = (typeof SIDES)[number];
type RowsOf = (one: Case, medians: Medians<Name, string>) => Row[];

async function measured(sides: Record<Name, SideProcess>, rowsOf: RowsOf, samples: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const one of CASES) {
    const { key, bytes, calls } = one;
    const ask = (side: Name) => () => sides[side].ask({ key, bytes, calls } satisfies Request);
    const both = { ours: ask('ours'), powertools: ask('powertools') };
    rows.push(...rowsOf(one, await interleave(both, samples, WARM_UP_ROUNDS)));
  }
  return rows;
}

const timeRows: RowsOf = ({ label, targets }, medians) => [
  row(`${label}, fresh`, 'us of CPU', medians, 'freshCpu', onThisMachine(targets.fresh)),
  row(`${label}, duplicate`, 'us of CPU', medians, 'duplicateCpu', onThisMachine(targets.duplicate)),
];

const memoryRows: RowsOf = ({ label }, medians) => [
  row(`${label}, fresh`, 'bytes allocated', medians, 'freshBytes'),
  row(`${label}, duplicate`, 'bytes allocated', medians, 'duplicateBytes'),
];

const row = (label: string, unit: string, of: Medians<Name, string>, figure: string, target?: Target): Row => ({
  label,
  unit,
  figures: { ours: of.ours[figure], powertools: of.powertools[figure] },
  base: 'powertools',
  target,
});
