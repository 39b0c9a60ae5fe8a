import type { Property } from './property.js';

/** FENCE: the fences of executions rise, also over a deletion of the record. */
export const risingFence: Property = {
  name: 'FENCE',
  watch(_, violated) {
    const highest = new Map<string, number>();
    return (happening) => {
      if (happening.kind !== 'starts' || happening.call.plan.mode === 'at-commit') return;
      const { call, fence } = happening;
      if (fence <= (highest.get(call.plan.key) ?? 0)) {
        violated(`${call.name} starts with a fence that is not above that of an earlier execution`);
      }
      highest.set(call.plan.key, fence);
    };
  },
};
