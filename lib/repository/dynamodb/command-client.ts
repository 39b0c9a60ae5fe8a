import type { LimitSignal } from './limit-signal.js';

/** Sends the SDK's commands, each under a limit. */
export interface CommandClient {
  send(command: Command, limit: LimitSignal): Promise<unknown>;
  region(): Promise<string> | undefined;
}

export interface Command {
  readonly input: object;
}
