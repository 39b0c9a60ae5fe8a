import { pathsOf } from '../key/noted-paths.js';
import type { KeySelector } from '../key/select-values.js';
import { weaknessOf } from '../key/weak-key.js';

/** Members and their keys. Bounded by the number of decorated methods. */
const warned = new Set<string>();

/**
 * Warns, once for each member, of a key that cannot identify a request.
 *
 * @param member how the message names the class member.
 */
export function warnOfWeakKey(key: KeySelector, member: string): void {
  const paths = key.kind === 'paths' ? key.paths : key.kind === 'function' ? pathsOf(key.select) : undefined;
  if (paths === undefined) return;
  const weakness = weaknessOf(paths);
  if (weakness === undefined) return;
  const about = `${member}: the key '${paths.map(({ text }) => text).join("', '")}'`;
  if (warned.has(about)) return;
  warned.add(about);
  process.emitWarning(
    `${about} ${weakness}. Name what identifies the request; if this does, say so with a function: ` +
      '`key: (payload) => ...`.',
    { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_WEAK_KEY' },
  );
}
