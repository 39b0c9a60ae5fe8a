import type { Property } from './property.js';

/** TWICE: no claim takes effect again, or over another claim of its own call, once that call has moved on. */
export const noSecondEffect: Property = {
  name: 'TWICE',
  watch: (_, violated) => (happening) => {
    if (happening.kind !== 'applies' || happening.packet.kind !== 'claim' || !happening.call) return;
    const { packet, before, call } = happening;
    if (call.phase === 'claiming' || call.phase === 'waiting') return;
    if (packet.effects > 1)
      violated(`claim ${packet.number} of ${call.name} takes effect again after its call moved on`);
    else if (before?.claimant === call) violated(`an old claim of ${call.name} takes over from ${call.name} itself`);
  },
};
