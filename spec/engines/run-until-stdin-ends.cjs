'use strict';

/**
 * node run-until-stdin-ends.cjs COMMAND [ARGUMENT...]
 *
 * Runs a command until it ends by itself or stdin does. Stdin is a pipe from the parent, so the command outlives the
 * parent in no case: not when it is stopped, not when it crashes, not when it is killed.
 */
const { spawn } = require('node:child_process');

const KILL_AFTER_MS = 5_000;

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });

const stop = () => {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS).unref();
};

child.on('error', (error) => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', (code) => process.exit(code ?? 1));
process.stdin.on('end', stop).on('error', stop).resume();
process.stdout.on('error', stop);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
