import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDynamoDBLocal } from '../engines/dynamodb-local.js';
import { alwaysEnd } from './always-end.js';
import { bundle } from './bundle.js';
import { isKept } from './ledger/verdict.js';
import { processesReport } from './report.js';
import { momentsReached, runProcesses, type Extent } from './run-processes.js';
import { runtimeClient } from './runtime-client.js';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    'time-outs': { type: 'string', default: '12' },
    freezes: { type: 'string', default: '1' },
  },
});
const extent: Extent = {
  kills: Number(values.kills),
  timeOuts: Number(values['time-outs']),
  freezes: Number(values.freezes),
};
/** For a machine that is busy with other things; on an idle one it takes a tenth. */
const MOST_MINUTES = 25;
const CONTROL: Extent = { kills: 8, timeOuts: 0, freezes: 0 };

/** A function under AWS's own runtime client, killed all over its life; then a control, which must find doubles. */
async function main(): Promise<void> {
  const client = await runtimeClient();
  const program = await bundle(join(__dirname, 'handler.ts'));
  const engine = await startDynamoDBLocal();
  const programs = { runtimeClient: client, taskRoot: program.folder };
  try {
    const run = await runProcesses(engine, programs, extent, true);
    console.log(processesReport(run));
    const control = await runProcesses(engine, programs, CONTROL, false);
    const { keys, faults } = control.verdict;
    const doubles = faults['double commits'];
    console.log(`\nControl, on a store without conditions: ${doubles} of ${keys} keys committed more than once.`);
    const enough = momentsReached(run.kills) >= extent.kills;
    const passed = isKept(run.verdict) && enough && doubles > 0;
    console.log(passed ? '\nPassed.' : `\nFAILED${enough ? '' : ': too few kill points'}.`);
    process.exitCode = passed ? 0 : 1;
  } finally {
    await engine.stop();
  }
}

alwaysEnd(MOST_MINUTES);
void main();
