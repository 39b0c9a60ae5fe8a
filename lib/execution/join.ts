import type { Call } from './call.js';
import { mismatch } from './refusals.js';
import type { RunningCall } from './running-call.js';
import { replayShared } from './shared-outcome.js';

/** Whether a join answered the duplicate; if not, it is to go to the repository itself. */
export type Joined = { readonly answered: true; readonly value: unknown } | { readonly answered: false };

/**
 * Waits for the call of this process that is at work on the same record, and answers with its outcome. No request is
 * made. It ends without an answer when the other failed, when its lease or this call's wait is over, or when there was
 * nothing alive to join.
 *
 * @throws IdempotencyPayloadMismatchError when the running call has another fingerprint.
 */
export async function join(call: Call, other: RunningCall | undefined): Promise<Joined> {
  const { clock, operation } = call;
  if (!other || operation.waitMs === 0 || !other.isJoinable(clock.now())) return { answered: false };
  if (other.fingerprint !== call.fingerprint) {
    if (other.holdsRecord) throw mismatch(call, undefined);
    return { answered: false };
  }
  await endOf(call, other);
  if (!other.shared) return { answered: false };
  call.report('joined', other.shared.from === 'record' ? other.shared.record : undefined);
  return { answered: true, value: await replayShared(call, other.shared) };
}

const LONGEST_LOOK_MS = 1_000;

/** Resolves when the other call has ended, when it can no longer be joined, or when this call has waited enough. */
async function endOf(call: Call, other: RunningCall): Promise<void> {
  const { clock } = call;
  const over = new AbortController();
  let ended = false;
  const end = other.ended.then(() => {
    ended = true;
    over.abort();
  });
  while (!ended && clock.now() < call.waitEndsAtMs && other.isJoinable(clock.now())) {
    const lookMs = Math.min(LONGEST_LOOK_MS, call.waitEndsAtMs - clock.now());
    await Promise.race([end, clock.sleep(lookMs, { signal: over.signal, keepAlive: true })]);
  }
  over.abort();
}
