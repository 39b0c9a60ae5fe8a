import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

test('five deliveries of one build, three runs, one effect at each service', () => {
  const run = [join(ROOT, 'build/run-ts.mjs'), 'examples/downstream/main.ts'];
  const { stdout, status } = spawnSync(process.execPath, run, { cwd: ROOT, encoding: 'utf8' });
  const ids = 'stripe-1 ec2-1 sqsFifo-1 stepFunctions-1';
  expect(stdout.trim().split('\n')).toEqual([
    'delivery 1: cut-off, ran',
    'delivery 2: cut-off, ran',
    `delivery 3: answered, ran: ${ids}`,
    `delivery 4: answered, did not run: ${ids}`,
    `delivery 5: answered, did not run: ${ids}`,
    'stripe: took effect 1 time(s)',
    'ec2: took effect 1 time(s)',
    'sqsFifo: took effect 1 time(s)',
    'stepFunctions: took effect 1 time(s)',
  ]);
  expect(status).toBe(0);
}, 30_000);
