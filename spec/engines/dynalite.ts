import type { IncomingMessage } from 'node:http';
import dynalite from 'dynalite';
import { engineAt, type Engine } from './engine.js';
import { close, listen } from './listen.js';

/**
 * Starts dynalite in this process: empty, in memory, tables ready at once.
 *
 * It knows no transactions and no `UpdateTimeToLive`, and it ignores `ReturnValuesOnConditionCheckFailure`; what needs
 * these belongs to DynamoDB Local.
 */
export async function startDynalite(): Promise<Engine> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  server.on('request', survivesAbort);
  return engineAt(await listen(server), () => close(server));
}

/** dynalite throws, outside any reach, when a client goes away before its answer: a time-out would end the process. */
function survivesAbort(request: IncomingMessage): void {
  request.removeAllListeners('error');
  request.on('error', () => undefined);
}
