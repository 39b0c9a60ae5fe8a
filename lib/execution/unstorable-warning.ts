import type { Operation } from './operation.js';

/** Why results could not be stored, by operation: a handful of short codes. */
const warned = new WeakMap<Operation, Set<string>>();

/**
 * Warns, once for each operation and reason, of what its method returned and no replay can give: nobody would notice
 * before the first duplicate comes.
 *
 * @param reason the short code that replays tell, too.
 * @param details where and why, where more is known; never any of the value.
 */
export function warnOfUnstorable(operation: Operation, reason: string, details?: string): void {
  const reasons = warned.get(operation) ?? new Set();
  if (reasons.has(reason)) return;
  warned.set(operation, reasons.add(reason));
  process.emitWarning(
    `${operation.member}: a result, or that of a step, could not be stored (${details ?? reason}). Duplicates, after ` +
      'a step later attempts, fail with IdempotencyResultUnavailableError. Return plain data, project the result ' +
      'with the option `result`, or set `result: false`.',
    { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_RESULT_UNAVAILABLE' },
  );
}
