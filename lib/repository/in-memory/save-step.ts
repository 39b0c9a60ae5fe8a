import type { IdempotencyRecord } from '../record.js';
import type { SaveStepRequest } from '../writes.js';
import { isHeld } from './owner-condition.js';
import type { WriteEffect } from './write-effect.js';

/** {@link SaveStepRequest} as a pure function. */
export function applySaveStep(record: IdempotencyRecord | undefined, request: SaveStepRequest): WriteEffect {
  if (!isHeld(record, request)) return 'refused';
  const step = { result: request.result, expiresAtSeconds: request.stepExpiresAtSeconds };
  return { ...record, steps: new Map(record.steps).set(request.name, step) };
}
