import { startServerProcess } from './server-process.js';

/** run-ts parent-of-server-process.ts ENDPOINT COMMAND...: starts the server, says so, and never ends by itself. */
const [endpoint = '', ...command] = process.argv.slice(2);
void startServerProcess(command, endpoint, 20_000).then(() => {
  process.stdout.write('started\n');
  setInterval(() => undefined, 1_000);
});
