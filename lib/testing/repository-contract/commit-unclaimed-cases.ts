import assert from 'node:assert/strict';
import type { IdempotencyRecord } from '../../repository/record.js';
import type { CommitUnclaimedRequest } from '../../repository/writes.js';
import { CLAIM_SITUATIONS, standingRecord } from './claim-situations.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectAppliedLeaving, expectRefused } from './expectations.js';
import { found, LIMIT, openScene, unclaimedCommit } from './scene.js';

/** Every clause of the condition of a commit without a claim, held and not held: a claim's in either of its forms. */
export const commitUnclaimedCases: readonly CaseOfGroup[] = [
  ...CLAIM_SITUATIONS.map((situation): CaseOfGroup => {
    const { claim, grants } = situation;
    return {
      name: `${situation.name}: ${grants === 'neither form' ? 'refused' : 'applied'}`,
      check: async (repository) => {
        const scene = openScene(repository);
        const standing = await standingRecord(scene, situation);
        const request = unclaimedCommit(scene, claim);
        const answer = await repository.commitUnclaimed(request, LIMIT);
        if (grants === 'neither form') return expectRefused(scene, answer, standing);
        expectApplied(answer);
        const continued = 1 + (standing?.attempts ?? 0);
        // One request cannot tell an expired record's attempts from an unexpired one's: either count is correct.
        const correct = grants === 'afresh' ? [1, continued] : [continued];
        const { attempts } = await found(scene);
        assert.ok(correct.includes(attempts), `The attempts must be ${correct.join(' or ')}, not ${attempts}.`);
        return expectAppliedLeaving(scene, answer, committed(request, attempts));
      },
    };
  }),
  {
    name: 'a second copy of it: refused, and shows the record COMPLETE by the same owner',
    check: async (repository) => {
      const scene = openScene(repository);
      const request = unclaimedCommit(scene);
      await expectAppliedLeaving(scene, await repository.commitUnclaimed(request, LIMIT), committed(request, 1));
      await expectRefused(scene, await repository.commitUnclaimed(request, LIMIT), committed(request, 1));
    },
  },
];

const committed = (request: CommitUnclaimedRequest, attempts: number): IdempotencyRecord => ({
  id: request.id,
  status: 'COMPLETE',
  owner: request.owner,
  fence: request.fence,
  attempts,
  openAttempts: 0,
  leaseEndsAtMs: undefined,
  expiresAtSeconds: request.expiresAtSeconds,
  fingerprint: request.fingerprint,
  startedAtMs: request.nowMs,
  result: request.result,
  error: undefined,
  steps: new Map(),
});
