import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../sides/built-library.js';

export interface InstantEndpoint {
  readonly address: string;
  /** How many requests of each operation it has answered since it was started. */
  requests(): Promise<Record<string, number>>;
  stop(): Promise<void>;
}

/** Starts endpoint.ts in a process of its own. */
export async function startInstantEndpoint(): Promise<InstantEndpoint> {
  const child = fork(join(ROOT, 'build/run-ts.mjs'), [join(__dirname, 'endpoint.ts')]);
  // The first and only message is the address.
  const [address] = (await once(child, 'message')) as [string];
  return {
    address,
    requests: async () => (await (await fetch(address)).json()) as Record<string, number>,
    async stop() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
