import { TestStatus } from '@stryker-mutator/api/test-runner';
import { testId } from './test-id.mjs';

const STATUS = { passed: TestStatus.Success, failed: TestStatus.Failed };

/** A test's result as Stryker wants it. */
export function strykersResult(file, fileName, { fullName, status, duration, failureMessages }) {
  const id = testId(file, fullName);
  return {
    id,
    name: id,
    fileName,
    timeSpentMs: duration ?? 0,
    status: STATUS[status] ?? TestStatus.Skipped,
    failureMessage: failureMessages.join('\n'),
  };
}
