import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 100;
/** What is kept of the server's output, in characters, to tell why it ended. */
const OUTPUT_KEPT = 4_000;

export interface ServerProcess {
  stop(): Promise<void>;
}

/**
 * Starts a server as a child that never outlives this process, and resolves once it answers HTTP at `endpoint`.
 *
 * @throws with the end of the server's output if it ends, or does not answer within `startWithinMs`.
 */
export async function startServerProcess(
  command: readonly string[],
  endpoint: string,
  startWithinMs: number,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [join(__dirname, 'run-until-stdin-ends.cjs'), ...command]);
  let output = '';
  const keep = (chunk: unknown) => (output = (output + String(chunk)).slice(-OUTPUT_KEPT));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = once(child, 'exit');
  const stop = async () => {
    child.ref();
    child.stdin.end();
    await ended;
  };

  const deadlineMs = Date.now() + startWithinMs;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null) throw new Error(`${command[0]} ended before it answered at ${endpoint}:\n${output}`);
    if (Date.now() > deadlineMs) {
      await stop();
      throw new Error(`${command[0]} did not answer at ${endpoint} within ${startWithinMs} ms:\n${output}`);
    }
    await sleep(POLL_MS);
  }
  // A script that forgets to stop the server can still end; its end then stops the server.
  child.unref();
  // Pipes of a child are sockets, which their types do not say.
  for (const pipe of [child.stdin, child.stdout, child.stderr]) (pipe as Socket).unref();
  return { stop };
}

/** Any answer will do: an engine refuses a request without an operation, and so shows that it is there. */
export async function answers(endpoint: string): Promise<boolean> {
  return fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );
}
