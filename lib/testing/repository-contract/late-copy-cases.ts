import type { IdempotencyRecord } from '../../repository/record.js';
import type { IdempotencyRepository } from '../../repository/repository.js';
import { claimedRecord } from './claimed-record.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectAppliedLeaving, expectRefused } from './expectations.js';
import { OWNER_WRITES } from './owner-writes.js';
import { bring, hold } from './record-states.js';
import { at, firstClaim, found, laterClaim, LIMIT, openScene, second } from './scene.js';

/** What ends the execution under a claim, so that a second copy of the claim comes too late. */
const ENDINGS: readonly {
  readonly name: string;
  readonly write: (repository: IdempotencyRepository, held: IdempotencyRecord) => Promise<unknown>;
}[] = [
  { name: 'nothing yet, its response was lost', write: async () => undefined },
  ...OWNER_WRITES.filter(({ name }) => name !== 'commit'),
];

/** A request may reach the store twice, or long after its call gave up: its second copy must do no harm. */
export const lateCopyCases: readonly CaseOfGroup[] = [
  ...ENDINGS.map(
    ({ name, write }): CaseOfGroup => ({
      name: `of a claim, after ${name}: refused`,
      check: async (repository) => {
        const scene = openScene(repository);
        const request = firstClaim(scene);
        await write(repository, await hold(scene, request));
        const standing = await found(scene);
        for (const form of ['continue', 'afresh'] as const) {
          await expectRefused(scene, await repository.claim({ ...request, form }, LIMIT), standing);
        }
      },
    }),
  ),
  {
    name: 'of a takeover, after it failed and its record expired: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      await bring(scene, 'IN_PROGRESS');
      const takeover = laterClaim(scene);
      const held = await hold(scene, takeover);
      expectApplied(await repository.fail({ held, error: 'TimeoutError', expiresAtSeconds: second(15) }, LIMIT));
      const standing = await found(scene);
      for (const form of ['continue', 'afresh'] as const) {
        await expectRefused(scene, await repository.claim({ ...takeover, form }, LIMIT), standing);
      }
    },
  },
  {
    name: 'of a claim, after another call took over and failed: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      const first = firstClaim(scene);
      await hold(scene, first);
      const held = await hold(scene, laterClaim(scene));
      expectApplied(await repository.fail({ held, error: 'TimeoutError', expiresAtSeconds: second(300) }, LIMIT));
      await expectRefused(scene, await repository.claim(first, LIMIT), await found(scene));
    },
  },
  ...OWNER_WRITES.filter(({ name }) => name === 'complete' || name === 'fail' || name === 'doubt').map(
    ({ name, write, effect }): CaseOfGroup => ({
      name: `of ${name}: refused, and shows what the first one wrote`,
      check: async (repository) => {
        const scene = openScene(repository);
        const held = await hold(scene, firstClaim(scene));
        expectApplied(await write(repository, held));
        await expectRefused(scene, await write(repository, held), effect(held));
      },
    }),
  ),
  ...OWNER_WRITES.filter(({ name }) => name === 'renew' || name === 'saveStep').map(
    ({ name, write, effect }): CaseOfGroup => ({
      name: `of ${name}, while the record is held: changes nothing`,
      check: async (repository) => {
        const scene = openScene(repository);
        const held = await hold(scene, firstClaim(scene));
        expectApplied(await write(repository, held));
        await expectAppliedLeaving(scene, await write(repository, held), effect(held));
      },
    }),
  ),
  ...OWNER_WRITES.filter(({ name }) => name !== 'commit').map(
    ({ name, write }): CaseOfGroup => ({
      name: `of ${name}, after a failure and another call's claim: refused`,
      check: async (repository) => {
        const scene = openScene(repository);
        const { held, standing } = await bring(scene, 'FAILED');
        const next = laterClaim(scene, { nowMs: at(1_000) });
        await hold(scene, next);
        await expectRefused(scene, await write(repository, held), claimedRecord(next, standing));
      },
    }),
  ),
];
