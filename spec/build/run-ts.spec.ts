import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const runTs = (...args: string[]) =>
  spawnSync(process.execPath, [join(ROOT, 'build/run-ts.mjs'), ...args], { cwd: ROOT, encoding: 'utf8' });

describe('run-ts', () => {
  test('runs a TypeScript program with its imports, its arguments and the library under its own name', () => {
    const { stdout } = runTs('spec/build/arguments-program.ts', 'one', '--two');
    expect(JSON.parse(stdout)).toEqual({
      kind: 'script',
      answer: 42,
      args: ['one', '--two'],
      library: join(ROOT, 'lib/index.ts'),
    });
  });

  test('without a program, says how to use it', () => {
    expect(runTs()).toMatchObject({ status: 2, stderr: expect.stringContaining('node build/run-ts.mjs FILE.ts') });
  });
});
