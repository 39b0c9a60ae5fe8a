import type { CallRun } from '../call-run.js';
import type { Happening } from '../journal.js';
import type { Stored } from '../record-store.js';
import type { World } from '../world.js';
import type { Property } from './property.js';

/** The time during which one result stands in a record. */
interface Life {
  readonly key: string;
  readonly value: string | undefined;
  readonly content: string;
  untilMs: number;
}

/**
 * G3: a COMPLETE record does not change until the first clock sees it expired; what a caller is answered with is the
 * result that stood in the record during its call; nobody is told that its lease is lost when it was shown a result.
 */
export const oneAnswer: Property = {
  name: 'G3',
  watch(world, violated) {
    const lives: Life[] = [];
    const current = new Map<string, Life>();
    const unstored = new Set<string | undefined>();
    const shownAtLoss = new Map<CallRun, Stored | undefined>();

    const endLife = (id: string): void => {
      const life = current.get(id);
      if (life) life.untilMs = world.timeline.nowMs;
      current.delete(id);
    };
    const beginLife = (id: string, { producer, value, record }: Stored, key: string): void => {
      endLife(id);
      const life = { key, value, content: producer?.plan.content ?? record.fingerprint, untilMs: Infinity };
      lives.push(life);
      current.set(id, life);
    };

    return (happening) => {
      switch (happening.kind) {
        case 'applies':
          checkChange(world, happening, violated);
          if (happening.after.record.status !== 'COMPLETE') endLife(happening.packet.recordId);
          else beginLife(happening.packet.recordId, happening.after, happening.call?.plan.key ?? '');
          return;
        case 'deletes':
          return endLife(happening.key);
        case 'reports':
          if (happening.outcome === 'completion_failed') unstored.add(happening.call.produced);
          return;
        case 'receives':
          if (happening.call && happening.answer.told === 'refused' && happening.call.phase === 'running') {
            shownAtLoss.set(happening.call, happening.answer.shows);
          }
          return;
        case 'answers': {
          const { call, value } = happening;
          if (unstored.has(value as string)) return;
          const stood = lives.some((life) => life.value === value && life.untilMs >= call.arrivedAtMs);
          if (!stood) violated(`${call.name} is answered with '${String(value)}', which stood in no record meanwhile`);
          return;
        }
        case 'fails': {
          const { call, error } = happening;
          const shown = shownAtLoss.get(call);
          if (!world.subject.isIdempotencyError(error, 'IDEMPOTENCY_LEASE_LOST')) return;
          if (
            shown?.record.status === 'COMPLETE' &&
            shown.producer !== call &&
            shown.producer?.plan.content === call.plan.content
          ) {
            violated(`${call.name} is told that its lease is lost, although it was shown a result`);
          }
          return;
        }
        default:
          return;
      }
    };
  },
};

function checkChange(
  world: World,
  { before, after, packet, call }: Extract<Happening, { kind: 'applies' }>,
  violated: (why: string) => void,
): void {
  if (before?.record.status !== 'COMPLETE' || !world.isUnexpiredForAll(before)) return;
  if (after.record.status === 'COMPLETE' && after.record.result === before.record.result) return;
  violated(`${packet.kind} of ${call?.name ?? 'the operator'} changes a COMPLETE record that has not expired`);
}
