import type { IdempotencyRecord, RecordStatus } from '../../repository/record.js';
import { claimedRecord } from './claimed-record.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectAppliedLeaving, expectRefused } from './expectations.js';
import type { OwnerWriteKind } from './owner-writes.js';
import { bring, hold, type Brought } from './record-states.js';
import { at, firstClaim, laterClaim, openScene, type Scene } from './scene.js';

/** Every clause of the condition that all writes of an owner share, held and not held. */
export const ownerWriteCases = ({ write, effect }: OwnerWriteKind): readonly CaseOfGroup[] => [
  {
    name: 'by the owner: applied',
    check: async (repository) => {
      const scene = openScene(repository);
      const { held, standing } = await bring(scene, 'IN_PROGRESS');
      await expectAppliedLeaving(scene, await write(repository, held), effect(standing));
    },
  },
  {
    name: 'by the owner that took over from a failed and a vanished execution: applied',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = await holdThirdAttempt(scene);
      await expectAppliedLeaving(scene, await write(repository, held), effect(held));
    },
  },
  refused('by another owner', write, 'IN_PROGRESS', ({ held }) => ({ ...held, owner: 'second' })),
  refused('with a lower fence', write, 'IN_PROGRESS', ({ held }) => ({ ...held, fence: held.fence - 1 })),
  refused('with a higher fence', write, 'IN_PROGRESS', ({ held }) => ({ ...held, fence: held.fence + 1 })),
  refused('on a COMPLETE record', write, 'COMPLETE', ({ held }) => held),
  refused('on a FAILED record', write, 'FAILED', ({ held }) => held),
  refused('on an IN_DOUBT record', write, 'IN_DOUBT', ({ held }) => held),
  {
    name: 'on no record: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      const held = claimedRecord(firstClaim(scene));
      await expectRefused(scene, await write(repository, held), undefined);
    },
  },
  {
    name: 'by an owner from whom another call took over: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      const { held } = await bring(scene, 'IN_PROGRESS');
      const successor = await hold(scene, laterClaim(scene));
      await expectRefused(scene, await write(repository, held), successor);
    },
  },
];

const refused = (
  name: string,
  write: OwnerWriteKind['write'],
  status: RecordStatus,
  held: (brought: Brought) => IdempotencyRecord,
): CaseOfGroup => ({
  name: `${name}: refused`,
  check: async (repository) => {
    const scene = openScene(repository);
    const brought = await bring(scene, status);
    await expectRefused(scene, await write(repository, held(brought)), brought.standing);
  },
});

async function holdThirdAttempt(scene: Scene): Promise<IdempotencyRecord> {
  await bring(scene, 'FAILED');
  await hold(scene, laterClaim(scene, { leaseEndsAtMs: at(30_000) }));
  return hold(scene, laterClaim(scene, { owner: 'third', fence: at(2), nowMs: at(40_000) }));
}
