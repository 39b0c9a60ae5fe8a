import type { KeySelector } from '../key/select-values.js';
import { weaknessOf } from '../key/weak-key.js';

/** Members and their keys. Bounded by the number of decorated methods. */
const warned = new Set<string>();

/**
 * Warns, once for each member, of a key that cannot identify a request.
 *
 * @param member how the message names the class member, or the preset.
 */
export function warnOfWeakKey(key: KeySelector, member: string): void {
  if (key.kind !== 'paths') return;
  const weakness = weaknessOf(key.paths);
  if (weakness === undefined) return;
  const about = `${member}: the key '${key.paths.map(({ text }) => text).join("', '")}'`;
  if (warned.has(about)) return;
  warned.add(about);
  process.emitWarning(
    `${about} ${weakness}. Name what identifies the request; if this does, say so with a function: ` +
      '`key: (payload) => ...`.',
    { type: 'IdempotencyWarning', code: 'IDEMPOTENCY_WEAK_KEY' },
  );
}
