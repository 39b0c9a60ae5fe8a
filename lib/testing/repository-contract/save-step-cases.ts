import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectAppliedLeaving, expectRecord } from './expectations.js';
import { bring, hold } from './record-states.js';
import { at, firstClaim, found, LIMIT, openScene, second } from './scene.js';

/** What saving a step leaves, beyond what all writes of an owner have in common. */
export const saveStepCases: readonly CaseOfGroup[] = [
  {
    name: 'the first step of a record, its second copy, and another result for it',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene));
      for (const result of ['1', '1', '2']) {
        const answer = await repository.saveStep({ held, name: 'a', result, stepExpiresAtSeconds: second(100) }, LIMIT);
        const steps = new Map([['a', { result, expiresAtSeconds: second(100) }]]);
        await expectAppliedLeaving(scene, answer, { ...held, steps });
      }
    },
  },
  {
    name: 'a later expiry of the record leaves that of its steps alone',
    check: async (repository) => {
      const scene = openScene(repository);
      const { held, standing } = await bring(scene, 'IN_PROGRESS');
      const later = { leaseEndsAtMs: at(20_000), expiresAtSeconds: second(200) };
      expectApplied(await repository.renew({ held, ...later }, LIMIT));
      expectApplied(await repository.fail({ held, error: 'TimeoutError', expiresAtSeconds: second(300) }, LIMIT));
      await expectRecord(scene, { ...(await found(scene)), steps: standing.steps });
    },
  },
];
