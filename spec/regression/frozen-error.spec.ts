import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

it('methods can be guarded where `Error` is frozen, as hardened processes have it', () => {
  const program = join(__dirname, '../execution/programs/frozen-error.ts');
  const shown = execFileSync(process.execPath, [join(ROOT, 'build/run-ts.mjs'), program], { encoding: 'utf8' });
  expect(shown.trim()).toBe('handled a');
});
