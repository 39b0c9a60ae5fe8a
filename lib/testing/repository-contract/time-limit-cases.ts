import assert from 'node:assert/strict';
import type { CaseOfGroup } from './contract-case.js';
import { expectRecord } from './expectations.js';
import { hold } from './record-states.js';
import { firstClaim, LIMIT, openScene, second } from './scene.js';

const NOT_MADE = { code: 'IDEMPOTENCY_REPOSITORY' };

/** A request for which no time is left is not made. */
export const timeLimitCases: readonly CaseOfGroup[] = [
  {
    name: 'a write without time left: rejected, and not made',
    check: async (repository) => {
      const scene = openScene(repository);
      await assert.rejects(async () => repository.claim(firstClaim(scene), { timeoutMs: 0 }), NOT_MADE);
      await expectRecord(scene, undefined);
      const held = await hold(scene, firstClaim(scene));
      const completion = { held, result: 'done', expiresAtSeconds: second(100) };
      await assert.rejects(async () => repository.complete(completion, { timeoutMs: -1 }), NOT_MADE);
      await expectRecord(scene, held);
    },
  },
  {
    name: 'a read without time left: rejected',
    check: async (repository) => {
      const { id } = openScene(repository);
      await assert.rejects(async () => repository.find(id, { timeoutMs: 0 }), NOT_MADE);
      const part = { id, partOf: 'first', index: 0, bytes: Uint8Array.of(1), expiresAtSeconds: second(100) };
      await repository.putResultPart(part, LIMIT);
      const wanted = { ...part, nowMs: 0 };
      await assert.rejects(async () => repository.getResultPart(wanted, { timeoutMs: 0 }), NOT_MADE);
    },
  },
];
