import type { ClaimRequest } from '../../repository/writes.js';
import { CLAIM_SITUATIONS, standingRecord } from './claim-situations.js';
import { claimedRecord } from './claimed-record.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectAppliedLeaving, expectRefused } from './expectations.js';
import { laterClaim, LIMIT, openScene } from './scene.js';

/** Every clause of a claim's condition, held and not held. */
export const claimCases = (form: ClaimRequest['form']): readonly CaseOfGroup[] =>
  CLAIM_SITUATIONS.map((situation) => {
    const granted = situation.grants === form || situation.grants === 'both forms';
    return {
      name: `${situation.name}: ${granted ? 'granted' : 'refused'}`,
      check: async (repository) => {
        const scene = openScene(repository);
        const standing = await standingRecord(scene, situation);
        const request = laterClaim(scene, { ...situation.claim, form });
        const answer = await repository.claim(request, LIMIT);
        const continued = form === 'continue' ? standing : undefined;
        if (granted) await expectAppliedLeaving(scene, answer, claimedRecord(request, continued));
        else await expectRefused(scene, answer, standing);
      },
    };
  });
