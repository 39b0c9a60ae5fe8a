import type { Property } from './property.js';

/** UE: the error that the method threw is the one that its caller gets. */
export const ownError: Property = {
  name: 'UE',
  watch: (world, violated) => (happening) => {
    if (happening.kind !== 'fails' && happening.kind !== 'answers') return;
    const { call } = happening;
    if (call.thrown === undefined || world.subject.isIdempotencyError(call.thrown)) return;
    // Without a claim, the record of another may answer an error that would have been stored.
    if (call.plan.mode === 'at-commit' && call.plan.method.ends === 'throwing-replayed') return;
    if (happening.kind === 'answers' || happening.error !== call.thrown) {
      violated(`the method of ${call.name} threw, but its caller gets something else`);
    }
  },
};
