import type { SettleRequest } from '../../../lib/repository/writes.js';
import type { CallRun } from '../call-run.js';
import type { Property } from './property.js';

/**
 * RECON: a decision to settle is not applied to a later attempt than the one examined; and after a takeover nothing
 * runs before it was reconciled.
 */
export const informedDecisions: Property = {
  name: 'RECON',
  watch(world, violated) {
    const tookOver = new Set<CallRun>();
    const reconciled = new Set<CallRun>();
    return (happening) => {
      if (happening.kind === 'reconciles') reconciled.add(happening.call);
      if (happening.kind === 'starts' && world.scenario.operation.recovery === 'reconcile') {
        const { call } = happening;
        if (tookOver.has(call) && !reconciled.has(call))
          violated(`${call.name} took over and runs without reconciling`);
      }
      if (happening.kind !== 'applies') return;
      const { packet, before, call } = happening;
      if (packet.kind === 'settle' && before?.record.fence !== (packet.request as SettleRequest).seenFence) {
        violated('the operator settles another attempt than the one examined');
      }
      if (packet.kind !== 'claim' || !call) return;
      tookOver.delete(call);
      if (before?.record.status === 'IN_PROGRESS' && world.isUnexpiredForAll(before)) tookOver.add(call);
    };
  },
};
