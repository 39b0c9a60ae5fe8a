import type { CallRun } from '../call-run.js';
import type { Happening } from '../journal.js';
import type { Stored } from '../record-store.js';
import type { World } from '../world.js';
import type { Property } from './property.js';

/** Whatever a call with a claim starts: its reconciling, and its method. */
const eachStart =
  (world: World, check: (call: CallRun, stored: Stored | undefined) => void) =>
  (happening: Happening): void => {
    if (happening.kind !== 'starts' && happening.kind !== 'reconciles') return;
    const { call } = happening;
    if (call.plan.mode === 'before') check(call, world.recordOf(call));
  };

/** START: the method starts only while, by its own clock, the lease that stands in the record runs. */
export const startUnderLease: Property = {
  name: 'START',
  watch: (world, violated) =>
    eachStart(world, (call, stored) => {
      if (stored?.claimant === call && stored.record.status === 'IN_PROGRESS' && !world.leaseRuns(stored)) {
        violated(`${call.name} starts under a lease that has lapsed by its own clock`);
      }
    }),
};

/** START-STATUS: the method starts only on a record that is IN_PROGRESS by this very call. */
export const startAsOwner: Property = {
  name: 'START-STATUS',
  watch: (world, violated) =>
    eachStart(world, (call, stored) => {
      if (stored?.claimant === call && stored.record.status === 'IN_PROGRESS') return;
      const state = stored ? `${stored.record.status} by ${stored.claimant?.name ?? 'the operator'}` : 'gone';
      violated(`${call.name} starts although the record is ${state}`);
    }),
};
