import { createTable } from '../../spec/engines/create-table.js';
import { startDynamoDBLocal } from '../../spec/engines/dynamodb-local.js';
import { everywhere, type Report, type Row, type Side } from '../report/report.js';
import { TABLE } from '../sides/guarded-with-sdk.js';
import { priceOf, type Consumed } from './metered.js';
import { failed, freshAndDuplicate, type Measured, type Scene } from './situations.js';
import { staged, waiting } from './staged.js';

const ASIDE = 'aside';

const SIZES = [
  { name: '0.2 KB', bytes: 200 },
  { name: '1 KB', bytes: 1_024 },
  { name: '10 KB', bytes: 10_240 },
  { name: '100 KB', bytes: 102_400 },
  { name: '1 MB', bytes: 1_048_576 },
];

/** What a refused write of 10 KB must not cost more than, in parts of Powertools'. */
const DUPLICATE_AT_10_KB = 0.34;

/** On AWS's own engine: the capacity that calls consume, and its price. */
export async function run(): Promise<Report> {
  const engine = await startDynamoDBLocal();
  try {
    for (const tableName of [TABLE, ASIDE]) await createTable(engine.client(), { tableName });
    const scene = { endpoint: engine.endpoint, aside: ASIDE };
    const rows = [];
    for (const size of SIZES) rows.push(...(await sized(scene, size)));
    return {
      title: 'On DynamoDB Local: dollars for a million calls, on demand',
      sameWork: 'first calls and duplicates got equal results, from one run; failures reached the caller',
      rows: [...rows, ...(await others(scene))],
    };
  } finally {
    await engine.stop();
  }
}

async function sized(scene: Scene, { name, bytes }: (typeof SIZES)[number]): Promise<Row[]> {
  const ours = await freshAndDuplicate(scene, 'ours', bytes);
  const powertools = await freshAndDuplicate(scene, 'powertools', bytes);
  const floor = await freshAndDuplicate(scene, 'floor', bytes);
  const atMost = bytes === 10_240 ? DUPLICATE_AT_10_KB : 1;
  return [
    row(`result of ${name}, fresh`, { ours: ours.fresh, powertools: powertools.fresh, floor: floor.fresh }, 1),
    row(
      `result of ${name}, duplicate`,
      { ours: ours.duplicate, powertools: powertools.duplicate, floor: floor.duplicate },
      atMost,
    ),
  ];
}

async function others(scene: Scene): Promise<Row[]> {
  return [
    row('failed', { ours: await failed(scene, 'ours'), powertools: await failed(scene, 'powertools') }, 1),
    row('fresh, with one staged write', { ours: await staged(scene) }),
    row('duplicate that waits 240 ms', { ours: await waiting(scene) }),
  ];
}

function row(label: string, of: { readonly [Name in Side]?: Measured }, atMost?: number): Row {
  const figures = Object.fromEntries(
    Object.entries(of).map(([side, consumed]) => [side, consumed && priceOf(consumed) * 1e6]),
  ) as Row['figures'];
  return {
    label,
    unit: 'dollars a million',
    figures,
    base: 'powertools',
    target: atMost === undefined ? undefined : everywhere(atMost),
    remark: ['ours', 'powertools'].map((side) => described(side, of[side as Side])).join(', '),
  };
}

const described = (side: string, consumed: Consumed | undefined): string =>
  consumed === undefined
    ? `${side}: not possible`
    : `${side}: ${consumed.requests} requests, ${consumed.writeUnits} write and ${consumed.readUnits} read units`;
