import type { CallRun } from '../call-run.js';
import type { Stored, StoredStepTruth } from '../record-store.js';
import type { Property } from './property.js';

/** STEP: a stored step is not overwritten by another execution, and no execution goes on with another result of it. */
export const keptSteps: Property = {
  name: 'STEP',
  watch(world, violated) {
    const taken = new Map<string, string>();
    return (happening) => {
      if (happening.kind === 'steps') taken.set(`${happening.call.name}/${happening.name}`, happening.value);
      if (happening.kind !== 'applies' || !happening.before) return;
      const { packet, before, after, call } = happening;
      const isLive = ({ expiresAtSeconds, knownExpirySeconds }: StoredStepTruth): boolean =>
        Math.min(expiresAtSeconds, knownExpirySeconds) * 1000 > world.nowMs + world.skewMs;
      for (const [name, step] of before.steps) {
        if (!isLive(step)) continue;
        const now = after.steps.get(name);
        if (packet.kind === 'saveStep' && now && now.call !== step.call) {
          violated(`the step '${name}' of ${step.call?.name} is overwritten by ${call?.name}`);
        }
        const used = taken.get(`${call?.name}/${name}`);
        if (packet.kind === 'complete' && used !== undefined && used !== `${name} of ${step.call?.name}`) {
          violated(`${call?.name} completes with another result of '${name}' than the stored one`);
        }
      }
    };
  },
};

/** STALE: nothing from before an expiry is used: no stored step, no count of attempts. */
export const nothingStale: Property = {
  name: 'STALE',
  watch(world, violated) {
    const held = new Map<CallRun, Stored>();
    const isGone = (expiresAtSeconds: number): boolean => expiresAtSeconds * 1000 <= world.nowMs;
    return (happening) => {
      switch (happening.kind) {
        case 'receives': {
          const { call, answer } = happening;
          if (call && 'shows' in answer && answer.shows?.claimant === call) held.set(call, answer.shows);
          return;
        }
        case 'steps': {
          const { call, name, ran } = happening;
          const step = held.get(call)?.steps.get(name);
          if (ran || !step || step.call === call) return;
          if (isGone(step.expiresAtSeconds))
            violated(`${call.name} skips '${name}' for a result from before the record expired`);
          return;
        }
        case 'applies': {
          const { packet, before, after, call } = happening;
          if (packet.kind !== 'claim' || !before || !isGone(before.record.expiresAtSeconds)) return;
          // A claim judges by its sender's clock, when it was built.
          const builtAtMs = world.scenario.epochMs + packet.sentAtMs;
          if (before.record.expiresAtSeconds * 1000 <= builtAtMs && after.record.attempts !== 1) {
            violated(`${call?.name} claims an expired record and goes on counting its attempts`);
          }
          return;
        }
        default:
          return;
      }
    };
  },
};
