import type { CallRun } from '../call-run.js';
import type { Property } from './property.js';

/** KEY: all requests of a call are about one record, whatever its method does to the payload. */
export const ownKey: Property = {
  name: 'KEY',
  watch(_, violated) {
    const records = new Map<string, string>();
    const keyOf = (call: CallRun): string => call.plan.key;
    return (happening) => {
      if (happening.kind !== 'sends' || !happening.call) return;
      const { call, packet } = happening;
      const known = records.get(keyOf(call)) ?? packet.recordId;
      records.set(keyOf(call), known);
      if (known !== packet.recordId)
        violated(`${packet.kind} of ${call.name} goes to another record than that of its key`);
    };
  },
};
