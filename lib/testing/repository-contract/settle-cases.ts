import type { RecordStatus } from '../../repository/record.js';
import type { SettleRequest } from '../../repository/writes.js';
import { claimedRecord } from './claimed-record.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectAppliedLeaving, expectRefused } from './expectations.js';
import { bring, hold } from './record-states.js';
import { at, FIRST_FENCE, firstClaim, found, laterClaim, LIMIT, openScene, second, type Scene } from './scene.js';

/** Every clause of the condition under which an operator resolves a doubt, and what it leaves. */
export const settleCases: readonly CaseOfGroup[] = [
  {
    name: 'as done: COMPLETE with the result',
    check: async (repository) => {
      const scene = openScene(repository);
      const { standing } = await bring(scene, 'IN_DOUBT');
      await expectAppliedLeaving(scene, await repository.settle(settlement(scene), LIMIT), {
        ...standing,
        status: 'COMPLETE',
        ...settled,
        result: 'settled',
        steps: new Map(),
      });
    },
  },
  {
    name: 'as not done: FAILED, its steps kept for the next claim',
    check: async (repository) => {
      const scene = openScene(repository);
      const { standing } = await bring(scene, 'IN_DOUBT');
      const answer = await repository.settle(settlement(scene, { result: undefined }), LIMIT);
      const freed = { ...standing, status: 'FAILED', ...settled } as const;
      await expectAppliedLeaving(scene, answer, freed);
      const next = laterClaim(scene, { owner: 'third', fence: at(2) });
      await expectAppliedLeaving(scene, await repository.claim(next, LIMIT), claimedRecord(next, freed));
    },
  },
  {
    name: 'after a halt: applied',
    check: async (repository) => {
      const scene = openScene(repository);
      const { standing } = await bring(scene, 'IN_PROGRESS');
      const halt = { id: scene.id, seen: standing, nowMs: at(11_000), skewMs: 1_000 };
      expectApplied(await repository.halt(halt, LIMIT));
      expectApplied(await repository.settle(settlement(scene), LIMIT));
    },
  },
  refused('an earlier fence seen', 'IN_DOUBT', { seenFence: FIRST_FENCE - 1 }),
  refused('a later fence seen', 'IN_DOUBT', { seenFence: FIRST_FENCE + 1 }),
  refused('on an IN_PROGRESS record', 'IN_PROGRESS'),
  refused('on a COMPLETE record', 'COMPLETE'),
  refused('on a FAILED record', 'FAILED'),
  refused('as not done, on a COMPLETE record', 'COMPLETE', { result: undefined }),
  {
    name: 'on no record: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      await expectRefused(scene, await repository.settle(settlement(scene), LIMIT), undefined);
    },
  },
  {
    name: 'a second copy of it: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      await bring(scene, 'IN_DOUBT');
      expectApplied(await repository.settle(settlement(scene), LIMIT));
      await expectRefused(scene, await repository.settle(settlement(scene), LIMIT), await found(scene));
    },
  },
  {
    name: 'afterwards the owner of the settled execution can write no more',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene));
      expectApplied(await repository.doubt({ held, expiresAtSeconds: second(100) }, LIMIT));
      expectApplied(await repository.settle(settlement(scene), LIMIT));
      const late = { held, result: 'late', expiresAtSeconds: second(200) };
      await expectRefused(scene, await repository.complete(late, LIMIT), await found(scene));
    },
  },
];

const settled = {
  owner: 'operator',
  fence: FIRST_FENCE + 1,
  expiresAtSeconds: second(500),
  openAttempts: 0,
} as const;

const settlement = ({ id }: Scene, changes: Partial<SettleRequest> = {}): SettleRequest => ({
  id,
  seenFence: FIRST_FENCE,
  owner: settled.owner,
  fence: settled.fence,
  expiresAtSeconds: settled.expiresAtSeconds,
  result: 'settled',
  ...changes,
});

function refused(name: string, status: RecordStatus, changes: Partial<SettleRequest> = {}): CaseOfGroup {
  return {
    name: `${name}: refused`,
    check: async (repository) => {
      const scene = openScene(repository);
      const { standing } = await bring(scene, status);
      await expectRefused(scene, await repository.settle(settlement(scene, changes), LIMIT), standing);
    },
  };
}
