import type { Property } from './property.js';

/** G5: the staged writes of a call take effect at most once, and a success is only reported if they did. */
export const stagedWritesOnce: Property = {
  name: 'G5',
  watch: (world, violated) => (happening) => {
    if (happening.kind === 'applies' && happening.call && (world.store.staged.get(happening.call) ?? 0) > 1) {
      violated(`the staged writes of ${happening.call.name} take effect twice`);
    }
    if (happening.kind !== 'answers') return;
    for (const producer of world.calls) {
      if (happening.value !== `result of ${producer.name}` || world.store.staged.has(producer)) continue;
      const staged = producer.plan.method.actions.some(({ does }) => does === 'stage');
      if (staged)
        violated(`${happening.call.name} is told of success, but the staged writes of ${producer.name} did not happen`);
    }
  },
};
