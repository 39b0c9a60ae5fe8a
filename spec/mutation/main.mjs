// node spec/mutation/main.mjs [OPTION OF STRYKER...]
// Installs Stryker, runs it, and holds what survived against its explanations, whatever the score.
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const REPORT = resolve(HERE, '../../reports/mutation/mutation.json');

const run = (command, ...args) => spawnSync(command, args, { stdio: 'inherit' }).status ?? 1;

const installed = run('npm', '--prefix', HERE, 'ci', '--no-fund', '--no-audit');
if (installed !== 0) process.exit(installed);
const stryker = `${HERE}/node_modules/.bin/stryker`;
rmSync(REPORT, { force: true });
const scored = run(stryker, 'run', `${HERE}/stryker.config.json`, ...process.argv.slice(2));
// Without a report the run was broken off, as when a spec fails without any mutant.
if (!existsSync(REPORT)) process.exit(scored || 1);
const explained = run(process.execPath, `${HERE}/survivors.mjs`);
process.exit(scored || explained);
