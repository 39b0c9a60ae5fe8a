import type { CallRun } from '../call-run.js';
import type { Property } from './property.js';

/**
 * G1: nobody is admitted while, by its owner's own clock, a lease runs; and never do two executions run, each within
 * the lease that it was told it has.
 */
export const oneExecutionAtATime: Property = {
  name: 'G1',
  watch(world, violated) {
    const believed = new Map<CallRun, number>();
    const running = new Set<CallRun>();

    const isAlive = (call: CallRun): boolean => world.clockOf(call) < (believed.get(call) ?? 0);
    const checkAlone = (call: CallRun): void => {
      if (!running.has(call) || !isAlive(call)) return;
      for (const other of running) {
        if (other === call || other.plan.key !== call.plan.key || !isAlive(other)) continue;
        violated(`${call.name} and ${other.name} run at once, each within the lease that it was told it has`);
      }
    };

    return (happening) => {
      switch (happening.kind) {
        case 'applies': {
          const { packet, before, call } = happening;
          if (packet.kind === 'claim' && before && world.leaseRuns(before)) {
            violated(`${call?.name} is admitted while the lease of ${before.claimant?.name} runs`);
          }
          return;
        }
        case 'receives': {
          const { call, answer } = happening;
          if (!call || !('shows' in answer)) return;
          const { shows } = answer;
          const holds = shows?.claimant === call && shows.record.status === 'IN_PROGRESS';
          if (holds) believed.set(call, Math.max(believed.get(call) ?? 0, shows.record.leaseEndsAtMs ?? 0));
          else if (answer.told === 'refused') believed.delete(call);
          return checkAlone(call);
        }
        case 'reconciles':
        case 'starts':
          running.add(happening.call);
          return checkAlone(happening.call);
        case 'returns':
        case 'throws':
        case 'fails':
          running.delete(happening.call);
          return;
        case 'found-out':
          if (happening.state !== 'not-done') running.delete(happening.call);
          return;
        default:
          return;
      }
    };
  },
};
