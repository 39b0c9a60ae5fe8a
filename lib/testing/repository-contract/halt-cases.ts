import type { IdempotencyRecord, RecordStatus } from '../../repository/record.js';
import type { HaltRequest } from '../../repository/writes.js';
import { claimedRecord } from './claimed-record.js';
import type { CaseOfGroup } from './contract-case.js';
import { expectApplied, expectAppliedLeaving, expectRefused } from './expectations.js';
import { bring, hold } from './record-states.js';
import { at, firstClaim, found, laterClaim, LIMIT, openScene, second } from './scene.js';

const lapsedMs = at(11_000);

/** Every clause of the condition under which a caller that owns nothing may put a record in doubt. */
export const haltCases: readonly CaseOfGroup[] = [
  halted('lapsed by exactly the skew: applied', { nowMs: lapsedMs }, 'applied'),
  halted('lapsed by more than the skew: applied', { nowMs: at(11_001) }, 'applied'),
  halted('lease over by less than the skew: refused', { nowMs: at(10_999) }, 'refused'),
  halted('no skew, lapsed: applied', { nowMs: at(10_000), skewMs: 0 }, 'applied'),
  halted('no skew, last millisecond of the lease: refused', { nowMs: at(9_999), skewMs: 0 }, 'refused'),
  halted('lapsed and expired: applied', { nowMs: at(100_000) }, 'applied'),
  halted('another owner seen: refused', { seen: { owner: 'second' } }, 'refused'),
  halted('a lower fence seen: refused', { seen: { fence: at(-1) } }, 'refused'),
  halted('a higher fence seen: refused', { seen: { fence: at(1) } }, 'refused'),
  onEnded('COMPLETE'),
  onEnded('FAILED'),
  onEnded('IN_DOUBT'),
  {
    name: 'on no record: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      const seen = claimedRecord(firstClaim(scene));
      const answer = await repository.halt({ id: scene.id, seen, nowMs: lapsedMs, skewMs: 1_000 }, LIMIT);
      await expectRefused(scene, answer, undefined);
    },
  },
  {
    name: 'a lease that was renewed since it was seen: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      const { held } = await bring(scene, 'IN_PROGRESS');
      const longer = { leaseEndsAtMs: at(20_000), expiresAtSeconds: second(120) };
      expectApplied(await repository.renew({ held, ...longer }, LIMIT));
      const answer = await repository.halt({ id: scene.id, seen: held, nowMs: lapsedMs, skewMs: 1_000 }, LIMIT);
      await expectRefused(scene, answer, { ...(await found(scene)), ...longer });
    },
  },
  {
    name: 'a record that was taken over since it was seen: refused',
    check: async (repository) => {
      const scene = openScene(repository);
      const { held } = await bring(scene, 'IN_PROGRESS');
      const successor = await hold(scene, laterClaim(scene, { leaseEndsAtMs: at(30_000) }));
      const answer = await repository.halt({ id: scene.id, seen: held, nowMs: at(90_000), skewMs: 1_000 }, LIMIT);
      await expectRefused(scene, answer, successor);
    },
  },
];

interface Halt extends Partial<Pick<HaltRequest, 'nowMs' | 'skewMs'>> {
  readonly seen?: Partial<IdempotencyRecord>;
}

function halted(
  name: string,
  { seen, nowMs = lapsedMs, skewMs = 1_000 }: Halt,
  outcome: 'applied' | 'refused',
): CaseOfGroup {
  return {
    name,
    check: async (repository) => {
      const scene = openScene(repository);
      const { standing } = await bring(scene, 'IN_PROGRESS');
      const request = { id: scene.id, seen: { ...standing, ...seen }, nowMs, skewMs };
      const answer = await repository.halt(request, LIMIT);
      if (outcome === 'refused') return expectRefused(scene, answer, standing);
      return expectAppliedLeaving(scene, answer, { ...standing, status: 'IN_DOUBT', leaseEndsAtMs: undefined });
    },
  };
}

function onEnded(status: RecordStatus): CaseOfGroup {
  return {
    name: `${status}, running when it was seen: refused`,
    check: async (repository) => {
      const scene = openScene(repository);
      const { held, standing } = await bring(scene, status);
      const answer = await repository.halt({ id: scene.id, seen: held, nowMs: lapsedMs, skewMs: 1_000 }, LIMIT);
      await expectRefused(scene, answer, standing);
    },
  };
}
