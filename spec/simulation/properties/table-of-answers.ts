import type { CallRun } from '../call-run.js';
import type { Happening } from '../journal.js';
import type { Stored } from '../record-store.js';
import type { World } from '../world.js';
import type { Property } from './property.js';

type Reaction = 'claims' | 'renews' | 'starts' | 'halts' | 'replays' | 'mismatch' | 'in doubt' | 'waits' | 'gives up';

/** ANSWERS: what a call does next about a record it was shown is what the table of answers says. */
export const tableOfAnswers: Property = {
  name: 'ANSWERS',
  watch(world, violated) {
    const expected = new Map<CallRun, { readonly reactions: readonly Reaction[]; readonly shown: string }>();
    return (happening) => {
      const call = 'call' in happening ? happening.call : undefined;
      const due = call && expected.get(call);
      const reaction = due && call && reactionOf(world, happening);
      if (due && reaction) {
        expected.delete(call);
        if (!due.reactions.includes(reaction)) {
          violated(
            `${call.name} was shown ${due.shown} and should be: ${due.reactions.join(' or ')}; it is: ${reaction}`,
          );
        }
      }
      if (happening.kind !== 'receives' || !happening.call || !isAcquiring(happening.call)) return;
      const { answer, packet } = happening;
      if (!('shows' in answer) || answer.told === 'applied') return;
      const byClaim = packet.kind === 'claim' || packet.kind === 'commitUnclaimed';
      const reactions = table(world, happening.call, answer.shows, byClaim);
      const shown = answer.shows ? `${answer.shows.record.status} by ${answer.shows.claimant?.name}` : 'nothing';
      expected.set(happening.call, { reactions, shown });
    };
  },
};

const isAcquiring = ({ phase, plan }: CallRun): boolean =>
  phase === 'claiming' ||
  phase === 'waiting' ||
  phase === 'checking' ||
  (plan.mode === 'at-commit' && phase === 'running');

function table(world: World, call: CallRun, shown: Stored | undefined, byClaim: boolean): readonly Reaction[] {
  if (!shown) return ['claims', 'gives up'];
  const nowMs = world.clockOf(call);
  const { recovery } = world.scenario.operation;
  const { record, claimant } = shown;
  const mine = claimant === call;
  const runs = record.status === 'IN_PROGRESS';
  const expired = record.expiresAtSeconds <= Math.floor(nowMs / 1000);
  const lapsed = runs && (record.leaseEndsAtMs ?? 0) <= nowMs - world.skewMs;
  const same = claimant ? claimant.plan.content === call.plan.content : undefined;
  if (mine && runs) return nowMs < (record.leaseEndsAtMs ?? 0) ? ['starts'] : ['renews', 'gives up'];
  if (mine && record.status === 'COMPLETE') return ['replays'];
  if (same === undefined) return ['claims', 'replays', 'mismatch', 'gives up'];
  const free = runs
    ? lapsed && (expired || (same && recovery !== 'halt'))
    : expired || (record.status === 'FAILED' && same);
  if (free && !mine) return ['claims', 'gives up'];
  if (!same) return ['mismatch'];
  if (record.status === 'COMPLETE' && !expired) return ['replays'];
  if (record.status === 'IN_DOUBT' && (mine || !expired)) return ['in doubt'];
  if (runs && !lapsed) return byClaim || call.plan.mode === 'at-commit' ? ['waits', 'gives up'] : ['waits', 'claims'];
  if (runs && recovery === 'halt') return call.plan.mode === 'at-commit' ? ['waits', 'gives up'] : ['halts'];
  return ['claims', 'gives up'];
}

function reactionOf(world: World, happening: Happening): Reaction | undefined {
  const is = world.subject.isIdempotencyError;
  switch (happening.kind) {
    case 'sends': {
      const { kind } = happening.packet;
      if (kind === 'claim' || kind === 'commitUnclaimed') return 'claims';
      return kind === 'renew' ? 'renews' : kind === 'halt' ? 'halts' : 'waits';
    }
    case 'sleeps':
      return 'waits';
    case 'starts':
    case 'reconciles':
      return 'starts';
    case 'answers':
      return 'replays';
    case 'reports':
      // The method's own error, if it had one, is then what the caller gets.
      return happening.outcome === 'completion_failed' ? 'gives up' : undefined;
    case 'fails':
      if (is(happening.error, 'IDEMPOTENCY_PAYLOAD_MISMATCH')) return 'mismatch';
      if (is(happening.error, 'IDEMPOTENCY_IN_DOUBT')) return 'in doubt';
      return is(happening.error) ? 'gives up' : 'replays';
    default:
      return undefined;
  }
}
