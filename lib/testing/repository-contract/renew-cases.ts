import type { CaseOfGroup } from './contract-case.js';
import { expectAppliedLeaving, expectRefused } from './expectations.js';
import { bring } from './record-states.js';
import { at, LIMIT, openScene, second } from './scene.js';

/** What a renewal asks for beyond ownership. */
export const renewCases: readonly CaseOfGroup[] = [
  renewal('to a later end: applied', { byMs: 1, applied: true }),
  renewal('to the same end, as a second copy of it: applied', { byMs: 0, applied: true }),
  renewal('to an earlier end: refused', { byMs: -1, applied: false }),
];

function renewal(name: string, { byMs, applied }: { byMs: number; applied: boolean }): CaseOfGroup {
  return {
    name,
    check: async (repository) => {
      const scene = openScene(repository);
      const { held, standing } = await bring(scene, 'IN_PROGRESS');
      const to = { leaseEndsAtMs: at(10_000 + byMs), expiresAtSeconds: second(101) };
      const answer = await repository.renew({ held, ...to }, LIMIT);
      if (applied) await expectAppliedLeaving(scene, answer, { ...standing, ...to });
      else await expectRefused(scene, answer, standing);
    },
  };
}
