// npm run bench            all benches, a few minutes
// npm run bench -- NAME    one of them
// Fails if a target was missed that does not depend on the machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BENCHES, isBenchName, runBench, type BenchName } from './benches.js';
import { machine } from './report/machine.js';
import { ratioChart } from './report/ratio-chart.js';
import { isMet, type Report } from './report/report.js';
import { table } from './report/table.js';
import { copyBuiltLibrary } from './sides/built-library.js';

const RESULTS = join(__dirname, 'results');

async function main(names: readonly string[]): Promise<boolean> {
  const unknown = names.find((name) => !isBenchName(name));
  if (unknown !== undefined) throw new Error(`There is no bench '${unknown}', but ${BENCHES.join(', ')}.`);
  copyBuiltLibrary();
  mkdirSync(RESULTS, { recursive: true });
  const { date, cpu, memoryGb, load, versions } = machine();
  console.log(`${date}, ${cpu}, ${memoryGb} GB, load ${load}; ${Object.entries(versions).flat().join(' ')}\n`);
  let hasFailed = false;
  for (const name of names.length === 0 ? BENCHES : names.filter(isBenchName)) {
    const report = await runBench(name);
    console.log(`${table(report)}\n`);
    keep(name, report);
    hasFailed ||= report.rows.some((row) => row.target?.isMachineIndependent === true && isMet(row) === false);
  }
  return hasFailed;
}

function keep(name: BenchName, report: Report): void {
  const result = { machine: machine(), ...report };
  writeFileSync(join(RESULTS, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  writeFileSync(join(RESULTS, `${name}.svg`), ratioChart(report));
}

main(process.argv.slice(2)).then(
  (hasFailed) => process.exit(hasFailed ? 1 : 0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
