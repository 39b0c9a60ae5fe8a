import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { EVENT_SOURCES } from '../../lib/sources/catalogue.js';

const ROOT = resolve(__dirname, '../..');
const TIMEOUT_MS = 110_000;

const demo = (source: string, env: NodeJS.ProcessEnv = {}) =>
  spawnSync(process.execPath, [join(ROOT, 'build/run-ts.mjs'), 'examples/demo/main.ts', '--source', source], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, IDEMPOTENCY_DISABLED: '', ...env },
    timeout: TIMEOUT_MS,
  });

describe('the demo of event sources', () => {
  test('every source: each request has its effect exactly once', () => {
    const { status, stdout, stderr } = demo('all');
    expect(`${stdout}\n${stderr}`).toContain('each with its effect exactly once.');
    for (const { title } of EVENT_SOURCES) expect(stdout).toContain(`\n${title}; key: `);
    expect(stdout).not.toMatch(/NEVER|TIMES/);
    expect(status).toBe(0);
  }, TIMEOUT_MS);

  test('without the guard it shows what happens twice, and fails', () => {
    const { status, stdout } = demo('sqs-fifo', { IDEMPOTENCY_DISABLED: 'true' });
    expect(stdout).toMatch(/A-1001 +4 +4 +4 +4 TIMES/);
    expect(status).toBe(1);
  }, TIMEOUT_MS);

  test('help lists the sources', () => {
    const { status, stdout } = demo('help');
    for (const { name } of EVENT_SOURCES) expect(stdout).toContain(name);
    expect(status).toBe(0);
  });

  test('another name is refused', () => {
    const { status, stdout } = demo('queue');
    expect(stdout).toContain("There is no source 'queue'.");
    expect(status).toBe(1);
  });
});
