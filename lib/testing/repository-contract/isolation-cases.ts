import assert from 'node:assert/strict';
import type { IdempotencyRecord, StoredStep } from '../../repository/record.js';
import type { ClaimAnswer } from '../../repository/repository.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectRecord, expectRefused } from './expectations.js';
import { hold } from './record-states.js';
import { at, firstClaim, found, laterClaim, LIMIT, openScene, second } from './scene.js';

const expiresAtSeconds = second(100);
const freshBytes = (): Uint8Array => Uint8Array.of(1, 2, 3, 4);

/** What is handed in or out shares nothing with the store: changing it later has no effect on the record. */
export const isolationCases: readonly CaseOfGroup[] = [
  {
    name: 'a result',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene));
      const result = freshBytes();
      expectApplied(await repository.complete({ held, result, expiresAtSeconds }, LIMIT));
      result.fill(0);
      const standing = { ...(await found(scene)), result: freshBytes() };
      damage(await found(scene));
      for (let n = 0; n < 3; n++) {
        const answer = await repository.claim(laterClaim(scene), LIMIT);
        await expectRefused(scene, answer, standing);
        damage(shown(answer));
      }
    },
  },
  {
    name: 'steps',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene));
      const result = freshBytes();
      expectApplied(await repository.saveStep({ held, name: 'a', result, stepExpiresAtSeconds: second(100) }, LIMIT));
      result.fill(0);
      const standing = { ...held, steps: new Map([['a', { result: freshBytes(), expiresAtSeconds }]]) };
      await expectRecord(scene, standing);
      damage(await found(scene));
      const answer = await repository.claim(laterClaim(scene, { nowMs: at(1_000) }), LIMIT);
      await expectRefused(scene, answer, standing);
      damage(shown(answer));
      await expectRecord(scene, standing);
    },
  },
  {
    name: 'the record of a granted claim',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene));
      const standing = { ...held, steps: new Map() };
      damage(held);
      await expectRecord(scene, standing);
    },
  },
  {
    name: 'a result part',
    check: async (repository) => {
      const part = { id: openScene(repository).id, partOf: 'first', index: 0 };
      const bytes = freshBytes();
      await repository.putResultPart({ ...part, bytes, expiresAtSeconds }, LIMIT);
      bytes.fill(0);
      for (let n = 0; n < 2; n++) {
        const stored = await repository.getResultPart({ ...part, nowMs: at(0) }, LIMIT);
        assert.deepEqual([...(stored ?? [])], [...freshBytes()]);
        stored?.fill(0);
      }
    },
  },
];

function shown(answer: ClaimAnswer): IdempotencyRecord {
  assert.ok(answer.record);
  return answer.record;
}

/** Does what a caller must not do, but can: the types are all that forbid it. */
function damage(record: IdempotencyRecord): void {
  if (typeof record.result === 'object') record.result.fill(0);
  for (const { result } of record.steps.values()) if (typeof result === 'object') result.fill(0);
  (record.steps as Map<string, StoredStep>).set('damage', { result: '', expiresAtSeconds });
  if (!Object.isFrozen(record)) Object.assign(record, { status: 'FAILED', owner: 'nobody', fence: 0 });
}
