import type { EpochSeconds } from '../repository/epoch.js';
import type { StoredResult } from '../repository/record.js';
import { packOutcome, type OutcomeText } from '../result/stored-outcome.js';
import type { Call } from './call.js';
import { persist } from './persist.js';

/**
 * Brings an outcome into the form that goes into the record. Parts of a large one are written first; when they cannot
 * be, the outcome is stored as unavailable rather than not at all.
 */
export async function storeOutcome(
  call: Call,
  outcome: OutcomeText,
  expiresAtSeconds: EpochSeconds,
): Promise<StoredResult> {
  const packed = packOutcome(outcome, { partOf: call.surroundings.newOwner() });
  if (packed.kind === 'inline') return packed.result;
  if (packed.kind === 'too-large') return unavailable('too-large');
  try {
    for (const [index, bytes] of packed.parts.entries()) {
      const part = { id: call.id, partOf: packed.partOf, index, bytes, expiresAtSeconds };
      await persist(call, (repository, limit) => repository.putResultPart(part, limit));
    }
    return packed.result;
  } catch {
    return unavailable('not-written');
  }
}

function unavailable(reason: string): StoredResult {
  const packed = packOutcome({ kind: 'unavailable', reason }, { partOf: '' });
  return packed.kind === 'inline' ? packed.result : '';
}
