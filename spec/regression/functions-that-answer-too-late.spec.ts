import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** In a process of its own, which a rejection that nobody handles ends. */
const inProcess = (options: string): string =>
  execFileSync(
    process.execPath,
    [join(ROOT, 'build/run-ts.mjs'), join(__dirname, '../execution/programs/late-options.ts'), options],
    { encoding: 'utf8', stdio: 'pipe' },
  );

describe('a function among the options that is async, against its type, and fails', () => {
  it.each([
    ['result', 'IDEMPOTENCY_RESULT_UNAVAILABLE'],
    ['scope', 'IDEMPOTENCY_CONFIGURATION'],
    ['replayErrors', 'Error'],
  ])('does not end the process (%s)', (option, answer) => {
    expect(inProcess(option)).toContain(answer);
  });
});
