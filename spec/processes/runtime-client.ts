import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

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
  try {
    await promisify(execFile)('npm', ['ci', '--no-fund', '--no-audit'], {
      cwd: __dirname,
      timeout: COMPILED_WITHIN_MS,
      maxBuffer: Infinity,
    });
  } catch (cause) {
    throw new Error('aws-lambda-ric could not be installed: it needs cmake, g++, make and python3.', { cause });
  }
}
