import type { EpochSeconds } from '../repository/epoch.js';
import type { StoredResult } from '../repository/record.js';
import { packOutcome, unavailableResult, type OutcomeText, type PackedOutcome } from '../result/stored-outcome.js';
import type { Call } from './call.js';
import { warnOfUnstorable } from './unstorable-warning.js';

/**
 * Brings an outcome into the form that goes into the record. Parts of a large one are written first; when they cannot
 * be, the outcome is stored as unavailable rather than not at all.
 */
export function storeOutcome(
  call: Call,
  outcome: OutcomeText,
  expiresAtSeconds: EpochSeconds,
): StoredResult | Promise<StoredResult> {
  if (outcome.kind === 'unavailable') warnOfUnstorable(call.operation, outcome.reason, outcome.details);
  const packed = packOutcome(outcome, { nameParts: call.surroundings.newOwner });
  switch (packed.kind) {
    case 'inline':
      return packed.result;
    case 'parts':
      return writeParts(call, packed, expiresAtSeconds);
    case 'too-large':
      warnOfUnstorable(call.operation, 'too-large', `its ${packed.bytes} bytes are too many`);
      return unavailableResult('too-large');
  }
}

async function writeParts(
  call: Call,
  { partOf, parts, result }: Extract<PackedOutcome, { readonly kind: 'parts' }>,
  expiresAtSeconds: EpochSeconds,
): Promise<StoredResult> {
  try {
    // The record must be completed in any case, if need be without its result.
    const endsAtMs = call.store.halfTimeMs();
    for (const [index, bytes] of parts.entries()) {
      const part = { id: call.id, partOf, index, bytes, expiresAtSeconds };
      await call.store.persist((repository, { timeoutMs }) => {
        const leftMs = endsAtMs - call.clock.now();
        if (leftMs <= 0) throw new Error('No time is left for the parts of the result.');
        return repository.putResultPart(part, { timeoutMs: Math.min(timeoutMs, leftMs) });
      }, endsAtMs);
    }
    return result;
  } catch {
    return unavailableResult('not-written');
  }
}
