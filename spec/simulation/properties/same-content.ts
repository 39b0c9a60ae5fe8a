import type { CallRun } from '../call-run.js';
import type { Stored } from '../record-store.js';
import type { Property } from './property.js';

/** FP: no answer, no takeover and no waiting across different contents of one key; and no mismatch with one's own. */
export const sameContent: Property = {
  name: 'FP',
  watch(world, violated) {
    const shown = new Map<CallRun, Stored | undefined>();
    const ofAnother = (stored: Stored, call: CallRun): boolean =>
      stored.claimant !== undefined && stored.claimant.plan.content !== call.plan.content;

    return (happening) => {
      switch (happening.kind) {
        case 'applies': {
          const { before, call, packet } = happening;
          if (!call || !before || (packet.kind !== 'claim' && packet.kind !== 'commitUnclaimed')) return;
          if (ofAnother(before, call) && world.isUnexpiredForAll(before)) {
            violated(`${packet.kind} of ${call.name} replaces an unexpired record of another content`);
          }
          return;
        }
        case 'receives':
          if (happening.call && 'shows' in happening.answer) shown.set(happening.call, happening.answer.shows);
          return;
        case 'sleeps': {
          const { call } = happening;
          const stored = shown.get(call);
          const waits = call.phase === 'claiming' || call.phase === 'waiting';
          if (waits && stored && ofAnother(stored, call) && world.leaseRuns(stored)) {
            violated(`${call.name} waits for ${stored.claimant?.name}, whose content is another`);
          }
          return;
        }
        case 'answers': {
          const producer = world.calls.find(({ produced }) => produced === happening.value);
          if (producer && producer.plan.content !== happening.call.plan.content) {
            violated(`${happening.call.name} gets the result of another content`);
          }
          return;
        }
        case 'fails': {
          const { call, error } = happening;
          if (!world.subject.isIdempotencyError(error, 'IDEMPOTENCY_PAYLOAD_MISMATCH')) return;
          const others = world.calls.some(
            ({ plan }) => plan.key === call.plan.key && plan.content !== call.plan.content,
          );
          const stored = shown.get(call);
          if (!others || (stored?.claimant && !ofAnother(stored, call))) {
            violated(`${call.name} is refused as a mismatch with its own content`);
          }
          return;
        }
        default:
          return;
      }
    };
  },
};
