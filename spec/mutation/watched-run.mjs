import { fullNameOf, testId } from './test-id.mjs';

/** No test of these takes as long when all is well; some allow themselves a minute. */
const HANGS_MS = 10_000;

/**
 * Watches the run of one spec file: which tests run, what runs at the moment, what failed.
 *
 * @param selected ids of the tests to run; all of the file's without it.
 * @param bail whether the first failure ends the run.
 * @param onCurrent is told the id of the test that runs now, and the file's name while none does.
 */
export function watchedRun(file, { selected, bail, onCurrent = () => undefined }) {
  onCurrent(file);
  const run = { failed: [], hung: undefined, count: 0 };
  const idOf = (test) => testId(file, fullNameOf(test));

  const handlers = {
    run_start(_, { rootDescribeBlock }) {
      for (const test of testsBelow(rootDescribeBlock)) {
        if (selected !== undefined && !selected.has(idOf(test))) test.mode = 'skip';
      }
      limitTime(rootDescribeBlock);
    },
    test_start: ({ test }) => onCurrent(idOf(test)),
    test_skip: () => onCurrent(file),
    test_done({ test }, { rootDescribeBlock }) {
      onCurrent(file);
      run.count += 1;
      if (test.errors.length === 0) return;
      run.failed.push(idOf(test));
      if (test.errors.some(isTimeout)) run.hung = idOf(test);
      if (bail) for (const later of testsBelow(rootDescribeBlock)) later.mode = 'skip';
    },
  };
  return { run, onEvent: (event, state) => handlers[event.name]?.(event, state) };
}

function* testsBelow(block) {
  for (const child of block.children) {
    if (child.type === 'test') yield child;
    else yield* testsBelow(child);
  }
}

function limitTime(block) {
  for (const timed of [...block.hooks, ...block.children]) {
    if (timed.timeout > HANGS_MS) timed.timeout = HANGS_MS;
    if (timed.type === 'describeBlock') limitTime(timed);
  }
}

const isTimeout = (error) => String(Array.isArray(error) ? error[0] : error).startsWith('Exceeded timeout of');
