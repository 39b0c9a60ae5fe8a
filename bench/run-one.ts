// node build/run-ts.mjs bench/run-one.ts NAME FILE
// Runs one bench in this process, which nothing else has warmed up or filled, and writes its report to the file.
import { writeFileSync } from 'node:fs';
import { isBenchName, runBench } from './benches.js';

// Traces of errors must not cost more here than in a user's process.
process.setSourceMapsEnabled(false);

async function main([name = '', file = '']: readonly string[]): Promise<void> {
  if (!isBenchName(name)) throw new Error(`There is no bench '${name}'.`);
  writeFileSync(file, JSON.stringify(await runBench(name)));
}

main(process.argv.slice(2)).then(
  // Connections that are kept alive would keep the process.
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
