import type { Property } from './property.js';

/** HALT: under 'halt' nobody is admitted after an execution whose end is unknown, until the ttl ends. */
export const atMostOnceUnderHalt: Property = {
  name: 'HALT',
  watch: (world, violated) => (happening) => {
    if (happening.kind !== 'applies' || world.scenario.operation.recovery !== 'halt') return;
    const { packet, before, call } = happening;
    if (!before || (packet.kind !== 'claim' && packet.kind !== 'commitUnclaimed')) return;
    const { status } = before.record;
    if ((status === 'IN_PROGRESS' || status === 'IN_DOUBT') && world.isUnexpiredForAll(before)) {
      violated(`${call?.name} is admitted although an earlier execution may have happened`);
    }
  },
};
