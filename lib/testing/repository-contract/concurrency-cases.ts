import assert from 'node:assert/strict';
import type { CommitAnswer } from '../../repository/repository.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectRecord, expectSame } from './expectations.js';
import { bring, hold } from './record-states.js';
import { at, firstClaim, found, laterClaim, LIMIT, openScene, second, type Scene } from './scene.js';

const CLAIMS = 50;
const STEPS = 20;

/** Requests that are under way at the same time: each is one atomic step. */
export const concurrencyCases: readonly CaseOfGroup[] = [
  {
    name: `${CLAIMS} claims of a new record: one is granted, the others see it`,
    check: (repository) => expectOneGranted(openScene(repository)),
  },
  {
    name: `${CLAIMS} claims of a FAILED record: one is granted`,
    check: async (repository) => {
      const scene = openScene(repository);
      await bring(scene, 'FAILED');
      await expectOneGranted(scene);
    },
  },
  {
    name: `${CLAIMS} takeovers of a lapsed record: one is granted`,
    check: async (repository) => {
      const scene = openScene(repository);
      await bring(scene, 'IN_PROGRESS');
      await expectOneGranted(scene);
    },
  },
  {
    name: 'a completion and a failure by the same owner, many times: one is applied',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await hold(scene, firstClaim(scene));
      const expiresAtSeconds = second(100);
      const answers: readonly CommitAnswer[] = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          n % 2 === 0
            ? repository.complete({ held, result: `result ${n}`, expiresAtSeconds }, LIMIT)
            : repository.fail({ held, error: `Error${n}`, expiresAtSeconds }, LIMIT),
        ),
      );
      expectOneApplied(answers);
    },
  },
  {
    name: `${STEPS} steps and as many renewals by the owner: none is lost`,
    check: async (repository) => {
      const scene = openScene(repository);
      const { held, standing } = await bring(scene, 'IN_PROGRESS');
      const numbers = Array.from({ length: STEPS }, (_, n) => n);
      const expiresAtSeconds = second(100);
      const renewals = numbers.map(() =>
        repository.renew({ held, leaseEndsAtMs: at(50_000), expiresAtSeconds }, LIMIT),
      );
      const saves = numbers.map((n) =>
        repository.saveStep({ held, name: `step ${n}`, result: `${n}`, stepExpiresAtSeconds: expiresAtSeconds }, LIMIT),
      );
      for (const answer of await Promise.all([...renewals, ...saves])) expectApplied(answer);
      const steps = new Map(standing.steps);
      for (const n of numbers) steps.set(`step ${n}`, { result: `${n}`, expiresAtSeconds });
      await expectRecord(scene, { ...standing, leaseEndsAtMs: at(50_000), steps });
    },
  },
];

async function expectOneGranted(scene: Scene): Promise<void> {
  const answers = await Promise.all(
    Array.from({ length: CLAIMS }, (_, n) =>
      scene.repository.claim(laterClaim(scene, { owner: `call ${n}`, fence: at(1 + n) }), LIMIT),
    ),
  );
  expectOneApplied(answers);
  const record = await found(scene);
  for (const answer of answers) expectSame('the answer shows', answer.record, record);
}

function expectOneApplied(answers: readonly CommitAnswer[]): void {
  const applied = answers.filter((answer) => answer.applied).length;
  assert.equal(applied, 1, `Of ${answers.length} requests made at the same time, ${applied} applied instead of one.`);
}
