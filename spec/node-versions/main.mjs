// node spec/node-versions/main.mjs [MAJOR...]
// Runs what the library does at run time under each version of Node that it is made for: the very first that it
// admits, and the newest of each one that AWS Lambda has or will have.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, '../..');
const REPORTS = join(ROOT, 'reports');
const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');
const MAJORS = ['20', '22', '24', '26'];

/** By major: specs that this version cannot run, and why. */
const LEFT_OUT = {
  20: { specs: 'spec/http/middy', why: 'middy is an ES module, and Node 20.0.0 cannot `require` one' },
};

const folderOf = (major) => join(HERE, 'node_modules', `node-${major}-${process.platform}-${process.arch}`, 'bin');

const succeeds = (command, args, env) => spawnSync(command, args, { cwd: ROOT, env, stdio: 'inherit' }).status === 0;

/** What specs start is found first in PATH, and is the same Node. */
function runSpecs(major) {
  const folder = folderOf(major);
  const env = { ...process.env, PATH: `${folder}${delimiter}${process.env.PATH}` };
  const without = LEFT_OUT[major];
  console.log(`\nNode ${major}${without ? `, without ${without.specs}*: ${without.why}` : ''}`);
  return succeeds(
    join(folder, 'node'),
    [
      JEST,
      ...['-c', join(HERE, 'jest.config.js'), '--ci', '--maxWorkers=2', '--reporters=summary'],
      ...['--json', '--outputFile', join(REPORTS, `node-${major}.json`)],
      ...(without ? [`--testPathPatterns=^(?!.*${without.specs})`] : []),
    ],
    env,
  );
}

const majors = process.argv.length > 2 ? process.argv.slice(2) : MAJORS;
const unknown = majors.find((major) => !MAJORS.includes(major));
if (unknown !== undefined) {
  console.error(`There is no Node ${unknown} here, but ${MAJORS.join(', ')}.`);
  process.exit(2);
}
if (!succeeds('npm', ['--prefix', HERE, 'ci', '--no-fund', '--no-audit'], process.env)) process.exit(1);
const absent = majors.filter((major) => !existsSync(folderOf(major)));
if (absent.length > 0) {
  console.error(`No program of Node ${absent.join(', ')} for ${process.platform} on ${process.arch} is known here.`);
  process.exit(2);
}
mkdirSync(REPORTS, { recursive: true });
const failed = majors.filter((major) => !runSpecs(major));
if (failed.length > 0) console.error(`\nFailed on Node ${failed.join(', ')}.`);
process.exit(failed.length > 0 ? 1 : 0);
