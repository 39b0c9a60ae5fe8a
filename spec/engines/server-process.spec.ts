import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { close, listen } from './listen.js';
import { answers, startServerProcess } from './server-process.js';

const SERVER = `require('node:http').createServer((_, response) => response.end())
  .listen(process.argv[1], '127.0.0.1')`;

describe('a server process', () => {
  let endpoint: string;
  let port: string;
  beforeEach(async () => {
    const server = createServer();
    endpoint = await listen(server);
    port = new URL(endpoint).port;
    await close(server);
  });

  test('answers once it has started, and no more once it was stopped', async () => {
    const server = await startServerProcess([process.execPath, '-e', SERVER, port], endpoint, 20_000);
    expect(await answers(endpoint)).toBe(true);
    await server.stop();
    expect(await answers(endpoint)).toBe(false);
  });

  test('that ends by itself: its output is in the error', async () => {
    const command = [process.execPath, '-e', 'console.error("no native library"); process.exit(3)'];
    await expect(startServerProcess(command, endpoint, 20_000)).rejects.toThrow('no native library');
  });

  test('that does not exist: the error names it', async () => {
    await expect(startServerProcess(['/nowhere/java'], endpoint, 20_000)).rejects.toThrow('spawn /nowhere/java ENOENT');
  });

  test('that never answers: ended, with an error', async () => {
    const command = [process.execPath, '-e', 'setInterval(() => {}, 1000)'];
    await expect(startServerProcess(command, endpoint, 300)).rejects.toThrow('did not answer');
  });

  test('does not outlive a parent that is killed', async () => {
    const parent = spawn(process.execPath, [
      join(__dirname, '../../build/run-ts.mjs'),
      join(__dirname, 'parent-of-server-process.ts'),
      ...[endpoint, process.execPath, '-e', SERVER, port],
    ]);
    await once(parent.stdout, 'data');
    expect(await answers(endpoint)).toBe(true);
    parent.kill('SIGKILL');
    for (let poll = 0; poll < 100 && (await answers(endpoint)); poll += 1) await sleep(50);
    expect(await answers(endpoint)).toBe(false);
  });
});
