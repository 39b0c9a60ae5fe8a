import type { IdempotencyRecord, RecordStatus } from '../../repository/record.js';
import type { ClaimRequest } from '../../repository/writes.js';
import { expectApplied } from './expectations.js';
import { firstClaim, found, LIMIT, type Scene } from './scene.js';

/** Makes a claim that must be granted. */
export async function hold({ repository }: Scene, request: ClaimRequest): Promise<IdempotencyRecord> {
  return expectApplied(await repository.claim(request, LIMIT)).record;
}

/** A record in one of its states. */
export interface Brought {
  /** As the call that brought it there had held it. */
  readonly held: IdempotencyRecord;
  readonly standing: IdempotencyRecord;
}

/** Makes the first claim, stores a step, and ends the execution as asked. */
export async function bring(scene: Scene, status: RecordStatus, claim: Partial<ClaimRequest> = {}): Promise<Brought> {
  const held = await hold(scene, firstClaim(scene, claim));
  const step = { name: 'charge', result: 'receipt', stepExpiresAtSeconds: held.expiresAtSeconds };
  expectApplied(await scene.repository.saveStep({ held, ...step }, LIMIT));
  await end(scene, status, held);
  return { held, standing: await found(scene) };
}

async function end({ repository }: Scene, status: RecordStatus, held: IdempotencyRecord): Promise<void> {
  const { expiresAtSeconds } = held;
  switch (status) {
    case 'IN_PROGRESS':
      return;
    case 'COMPLETE':
      expectApplied(await repository.complete({ held, result: 'first result', expiresAtSeconds }, LIMIT));
      return;
    case 'FAILED':
      expectApplied(await repository.fail({ held, error: 'CardDeclined', expiresAtSeconds }, LIMIT));
      return;
    case 'IN_DOUBT':
      expectApplied(await repository.doubt({ held, expiresAtSeconds }, LIMIT));
  }
}
