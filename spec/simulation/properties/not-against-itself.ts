import type { CallRun } from '../call-run.js';
import type { Stored } from '../record-store.js';
import type { Property } from './property.js';

/** OWN: nobody waits for, or loses its lease to, its own request. */
export const notAgainstItself: Property = {
  name: 'OWN',
  watch(world, violated) {
    const shown = new Map<CallRun, Stored | undefined>();
    const holds = (call: CallRun): boolean => {
      const stored = shown.get(call);
      return stored?.claimant === call && stored.record.status === 'IN_PROGRESS';
    };

    return (happening) => {
      switch (happening.kind) {
        case 'receives':
          if (happening.call && 'shows' in happening.answer) shown.set(happening.call, happening.answer.shows);
          return;
        case 'sleeps': {
          const { call } = happening;
          if (call.phase !== 'running' && call.plan.mode === 'before' && holds(call))
            violated(`${call.name} waits for itself`);
          return;
        }
        case 'is-told-of-loss': {
          const { call } = happening;
          if (holds(call)) violated(`${call.name} is told that its lease is lost although it holds it`);
          return;
        }
        case 'fails': {
          const { call, error } = happening;
          if (world.subject.isIdempotencyError(error, 'IDEMPOTENCY_IN_PROGRESS') && holds(call)) {
            violated(`${call.name} is refused because of itself`);
          }
          if (!world.subject.isIdempotencyError(error, 'IDEMPOTENCY_LEASE_LOST')) return;
          const stored = shown.get(call);
          if (stored?.record.status === 'COMPLETE' && stored.producer === call) {
            violated(`${call.name} is told that its lease is lost although its own completion stands`);
          }
          return;
        }
        default:
          return;
      }
    };
  },
};
