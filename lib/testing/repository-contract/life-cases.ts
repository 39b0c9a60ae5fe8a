import assert from 'node:assert/strict';
import type { IdempotencyRecord } from '../../repository/record.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied } from './expectations.js';
import { hold } from './record-states.js';
import { at, firstClaim, found, LIMIT, openScene, second, type Scene } from './scene.js';

/** Longer lives of one record: what is counted on, what is kept, and what a new beginning drops. */
export const lifeCases: readonly CaseOfGroup[] = [
  {
    name: 'attempts, open attempts and steps through failures, a takeover, a completion and an expiry',
    check: async (repository) => {
      const scene = openScene(repository);
      const fail = (held: IdempotencyRecord) =>
        repository.fail({ held, error: 'TimeoutError', expiresAtSeconds: second(100) }, LIMIT);

      const first = await claimAt(scene, 0);
      await expectCounts(scene, { attempts: 1, openAttempts: 1, steps: [] });
      expectApplied(await saveStep(scene, first, 'charge'));
      expectApplied(await fail(first));
      await expectCounts(scene, { attempts: 1, openAttempts: 0, steps: ['charge'] });

      const vanishing = await claimAt(scene, 1);
      expectApplied(await saveStep(scene, vanishing, 'ship'));
      await expectCounts(scene, { attempts: 2, openAttempts: 1, steps: ['charge', 'ship'] });
      await claimAt(scene, 20);
      await expectCounts(scene, { attempts: 3, openAttempts: 2, steps: ['charge', 'ship'] });
      expectApplied(await fail(await claimAt(scene, 40)));
      await expectCounts(scene, { attempts: 4, openAttempts: 0, steps: ['charge', 'ship'] });

      const held = await claimAt(scene, 60);
      await expectCounts(scene, { attempts: 5, openAttempts: 1, steps: ['charge', 'ship'] });
      expectApplied(await repository.complete({ held, result: 'done', expiresAtSeconds: second(100) }, LIMIT));
      await expectCounts(scene, { attempts: 5, openAttempts: 0, steps: [] });
      await claimAt(scene, 100, 'afresh');
      await expectCounts(scene, { attempts: 1, openAttempts: 1, steps: [] });
    },
  },
  {
    name: 'a vanished execution no longer counts as open after an expiry',
    check: async (repository) => {
      const scene = openScene(repository);
      expectApplied(await saveStep(scene, await claimAt(scene, 0), 'charge'));
      await claimAt(scene, 20);
      await expectCounts(scene, { attempts: 2, openAttempts: 2, steps: ['charge'] });
      await claimAt(scene, 100, 'afresh');
      await expectCounts(scene, { attempts: 1, openAttempts: 1, steps: [] });
    },
  },
];

/** Each by another owner, with a fence above all earlier ones. */
const claimAt = (scene: Scene, seconds: number, form: 'continue' | 'afresh' = 'continue'): Promise<IdempotencyRecord> =>
  hold(
    scene,
    firstClaim(scene, {
      owner: `call at ${seconds} s`,
      fence: at(seconds),
      nowMs: at(seconds * 1_000),
      leaseEndsAtMs: at(seconds * 1_000 + 10_000),
      form,
    }),
  );

const saveStep = ({ repository }: Scene, held: IdempotencyRecord, name: string) =>
  repository.saveStep({ held, name, result: 'receipt', stepExpiresAtSeconds: second(100) }, LIMIT);

async function expectCounts(
  scene: Scene,
  expected: { readonly attempts: number; readonly openAttempts: number; readonly steps: readonly string[] },
): Promise<void> {
  const { attempts, openAttempts, steps } = await found(scene);
  assert.deepEqual({ attempts, openAttempts, steps: [...steps.keys()].sort() }, expected);
}
