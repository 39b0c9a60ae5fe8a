import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDynamoDBLocal } from '../engines/dynamodb-local.js';
import { alwaysEnd } from '../processes/always-end.js';
import { bundle } from '../processes/bundle.js';
import { isKept } from '../processes/ledger/verdict.js';
import { textTable } from '../processes/text-table.js';
import type { Size } from './plan.js';
import { runHammer, type HammerRun } from './run-hammer.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(1, 1_000_000)) },
    keys: { type: 'string', default: '1000' },
    deliveries: { type: 'string', default: '10' },
    processes: { type: 'string', default: '4' },
    kills: { type: 'string', default: '60' },
  },
});
const seed = Number(values.seed);
const size: Size = {
  keys: Number(values.keys),
  deliveriesPerKey: Number(values.deliveries),
  processes: Number(values.processes),
  kills: Number(values.kills),
};
/** For a machine that is busy with other things; on an idle one it takes a tenth. */
const MOST_MINUTES = 20;
const CONTROL: Size = { ...size, keys: 20, kills: 0 };

/** Many deliveries of many keys to processes that die; then a control, which must find what the run must not. */
async function main(): Promise<void> {
  console.log(
    `Hammer: ${size.keys * size.deliveriesPerKey} deliveries of ${size.keys} keys to ${size.processes} processes, ` +
      `${size.kills} kills, seed ${seed} (npm run test:hammer -- --seed ${seed})`,
  );
  const engine = await startDynamoDBLocal();
  const program = await bundle(join(__dirname, 'worker.ts'));
  try {
    const run = await runHammer(engine, program, size, seed, true);
    report(run);
    const control = await runHammer(engine, program, CONTROL, seed, false);
    const found = control.verdict.faults['double commits'];
    console.log(`\nControl, on a store without conditions: ${found} of ${CONTROL.keys} keys committed more than once.`);
    const kept = isKept(run.verdict) && run.verdict.commits === size.keys;
    process.exitCode = kept && found > 0 ? 0 : 1;
    console.log(verdictText(kept, found > 0));
  } finally {
    await engine.stop();
  }
}

function report({ verdict, deliveries, deaths, errors, seconds }: HammerRun): void {
  const { faults, ...figures } = verdict;
  console.log(
    textTable([
      ['', ''],
      ...Object.entries(figures),
      ['deliveries, redeliveries included', deliveries],
      ['processes killed', deaths],
      ...[...errors].map(([reason, times]): [string, number] => [`redelivered: ${reason}`, times]),
      ['seconds', Math.round(seconds)],
      ['', ''],
      ...Object.entries(faults),
    ]),
  );
}

const verdictText = (kept: boolean, controlled: boolean): string =>
  kept && controlled
    ? `\nPassed: exactly one commit for each of ${size.keys} keys.`
    : `\nFAILED: ${kept ? 'the control found nothing: the check is blind' : 'see the figures above'}. Seed ${seed}.`;

alwaysEnd(MOST_MINUTES);
void main();
