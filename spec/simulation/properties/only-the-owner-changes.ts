import type { OwnerWrite } from '../../../lib/repository/writes.js';
import type { RequestKind } from '../packet.js';
import type { Property } from './property.js';

const NEEDS_OWNERSHIP: ReadonlySet<RequestKind> = new Set(['complete', 'fail', 'renew', 'saveStep', 'commit', 'doubt']);

/**
 * G2: a write that needs ownership changes only a running record of that very call; a write that needs none changes
 * no record whose lease runs.
 */
export const onlyTheOwnerChanges: Property = {
  name: 'G2',
  watch: (world, violated) => (happening) => {
    if (happening.kind !== 'applies' || happening.packet.kind === 'claim') return;
    const { packet, before, call } = happening;
    const who = `${packet.kind} of ${call?.name ?? 'the operator'}`;
    if (!NEEDS_OWNERSHIP.has(packet.kind)) {
      if (before && world.leaseRuns(before)) {
        violated(`${who} changes a record while the lease of ${before.claimant?.name} runs`);
      }
    } else if (!before) violated(`${who} changes a record that does not exist`);
    else if (before.claimant !== call)
      violated(`${who} changes the record of ${before.claimant?.name ?? 'the operator'}`);
    else if (before.record.status !== 'IN_PROGRESS')
      violated(`${who} changes a record that is ${before.record.status}`);
  },
};

/** G2-FENCE: ... and only under the very claim by which the call was admitted. */
export const onlyUnderItsOwnFence: Property = {
  name: 'G2-FENCE',
  watch: (_, violated) => (happening) => {
    if (happening.kind !== 'applies' || !NEEDS_OWNERSHIP.has(happening.packet.kind)) return;
    const { packet, before, call } = happening;
    // Every request that needs ownership carries what the call holds.
    const { held } = packet.request as OwnerWrite;
    if (before && before.claimant === call && before.record.fence !== held.fence) {
      violated(`${packet.kind} of ${call?.name}, admitted with another fence, changes the record`);
    }
  },
};
