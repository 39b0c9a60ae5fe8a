import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTable } from '../engines/create-table.js';
import { startDynalite } from '../engines/dynalite.js';

const ROOT = resolve(__dirname, '../..');
const TIMEOUT_MS = 110_000;

async function demo(disabled: 'true' | '', ...args: string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'build/run-ts.mjs'), 'examples/demo/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, IDEMPOTENCY_DISABLED: disabled },
    timeout: TIMEOUT_MS,
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { status: child.exitCode, stdout, stderr };
}

/** The rows of the table at the end: numbers by column title. */
function rowsOf(output: string): Record<string, Record<string, number | string>> {
  const lines = output.split('\n');
  const [head = -1] = lines.flatMap((line, at) => (line.startsWith('order ') ? [at] : []));
  const cells = (line = '') => line.trim().split(/ {3,}/);
  const titles = cells(lines[head]);
  const rows = lines.slice(head + 2).filter((line) => line.startsWith('ord-'));
  return Object.fromEntries(
    rows.map((row) => {
      const [order = '', ...others] = cells(row);
      const values = others.map((cell, at) => [titles[at + 1] ?? 'verdict', /^\d+$/.test(cell) ? Number(cell) : cell]);
      return [order, Object.fromEntries(values) as Record<string, number | string>];
    }),
  );
}

describe('the demo', () => {
  test('charges every order once, whatever is delivered twice and whoever dies', async () => {
    const { status, stdout, stderr } = await demo('');
    expect(`${stdout}\n${stderr}`).toContain('Every order was charged exactly once.');
    const rows = rowsOf(stdout);
    expect(Object.keys(rows).sort()).toEqual(['ord-1001', 'ord-1002', 'ord-1003', 'ord-1004', 'ord-1005']);
    for (const row of Object.values(rows)) expect(row).toMatchObject({ charges: 1, verdict: 'once' });
    expect(rows['ord-1003']).toMatchObject({ deliveries: 5, runs: 1, 'asked provider': 1 });
    expect(rows['ord-1004']).toMatchObject({ runs: 2, 'asked provider': 2 });
    expect(rows['ord-1005']).toMatchObject({ runs: 2, takeovers: 1, 'asked provider': 2 });
    expect(stdout).toMatch(/ord-1005 .* killed/);
    expect(status).toBe(0);
  }, TIMEOUT_MS);

  test('without the guard it shows the double charges and fails', async () => {
    const { status, stdout } = await demo('true');
    const rows = rowsOf(stdout);
    for (const order of ['ord-1001', 'ord-1002', 'ord-1004']) {
      expect(rows[order]).toMatchObject({ charges: 2, verdict: 'CHARGED 2 TIMES' });
    }
    expect(rows['ord-1003']).toMatchObject({ runs: 5, charges: 5, verdict: 'CHARGED 5 TIMES' });
    expect(status).toBe(1);
  }, TIMEOUT_MS);

  test('runs on another DynamoDB, with a table that is there already', async () => {
    const engine = await startDynalite();
    await createTable(engine.client(), { tableName: 'made-before' });
    const { status, stdout, stderr } = await demo('', '--endpoint', engine.endpoint, '--table', 'made-before');
    await engine.stop();
    expect(`${stdout}\n${stderr}`).toContain(`existing table made-before in DynamoDB at ${engine.endpoint}`);
    expect(status).toBe(0);
  }, TIMEOUT_MS);
});
