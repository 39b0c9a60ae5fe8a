import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CLIENT = join(__dirname, 'node_modules/aws-lambda-ric');
/** It is compiled for this machine. */
const COMPILED_WITHIN_MS = 15 * 60_000;

/** AWS's own runtime client, as a program for Node; the first call installs it, as the lock file beside this says. */
export async function runtimeClient(): Promise<string> {
  // The compiled part is put in place last.
  if (!existsSync(join(CLIENT, 'rapid-client.node'))) await install();
  return join(CLIENT, 'index.mjs');
}

async function install(): Promise<void> {
  console.log('Installing and compiling aws-lambda-ric ...');
  await provideTools();
  const options = { cwd: __dirname, timeout: COMPILED_WITHIN_MS, maxBuffer: Infinity };
  await run('npm', ['ci', '--no-fund', '--no-audit'], options).catch((cause: unknown) => {
    throw new Error('aws-lambda-ric could not be installed; see the cause.', { cause });
  });
}

/** Tools that compile the client, and the packages that have them. */
const TOOLS = { cmake: 'cmake', 'g++': 'g++', make: 'make', python3: 'python3', xz: 'xz-utils' };

async function provideTools(): Promise<void> {
  const found = (tool: string): Promise<unknown> => run(tool, ['--version']).catch(() => undefined);
  const missing: string[] = [];
  for (const [tool, name] of Object.entries(TOOLS)) if (!(await found(tool))) missing.push(name);
  if (missing.length === 0) return;
  try {
    await run('apt-get', ['update']);
    await run('apt-get', ['install', '-y', '--no-install-recommends', ...missing]);
  } catch (cause) {
    throw new Error(`aws-lambda-ric is compiled, which needs ${missing.join(', ')}: install them.`, { cause });
  }
}
