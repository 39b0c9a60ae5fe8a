import type { Property } from './property.js';

/** G4, its first half: a call whose process lives on comes to an end. */
export const everyCallEnds: Property = {
  name: 'G4',
  watch: (world, violated) => (happening) => {
    if (happening.kind === 'applies' && happening.packet.kind !== 'settle') {
      const { record } = happening.after;
      const { call } = happening;
      const leaseMs = leaseOf(world.scenario.operation.leaseMs, call?.plan.timeLeftMs);
      if (record.status === 'IN_PROGRESS' && (record.leaseEndsAtMs ?? 0) > world.nowMs + leaseMs + world.skewMs) {
        violated(`the lease of ${call?.name} reaches further than one lease from now`);
      }
    }
    if (happening.kind !== 'ends') return;
    for (const call of world.calls) {
      if (call.phase !== 'ended' && !call.process.crashed) violated(`${call.name} never ends`);
    }
  },
};

const leaseOf = (leaseMs: number | undefined, timeLeftMs: number | undefined): number =>
  leaseMs ?? timeLeftMs ?? 30_000;
