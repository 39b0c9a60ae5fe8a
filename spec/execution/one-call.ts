import { Call, SURROUNDINGS, type Surroundings } from '../../lib/execution/call.js';
import type { IdempotencyEvent } from '../../lib/observability/observer.js';
import type { IdempotentOptions } from '../../lib/options/idempotent-options.js';
import { parseOptions } from '../../lib/options/parse-options.js';
import { epochMs, epochSeconds } from '../../lib/repository/epoch.js';
import { InMemoryRepository } from '../../lib/repository/in-memory/in-memory-repository.js';
import type { IdempotencyRecord } from '../../lib/repository/record.js';
import { START_MS } from './fake-time.js';
import { MEMBER } from './handler-process.js';
import { remoteRepository } from './remote-repository.js';

/** The owner of {@link oneCall}, and of each {@link recordOf} it. */
export const ME = 'me';
export const ANOTHER = 'another';

/** A single call, without the guard around it, and what it sends and reports. */
export function oneCall(options: IdempotentOptions = {}, { deadlineMs }: { readonly deadlineMs?: number } = {}) {
  const repository = remoteRepository(new InMemoryRepository());
  const events: IdempotencyEvent[] = [];
  const { policy } = parseOptions(options, MEMBER);
  const operation = Object.freeze({ ...policy, member: MEMBER, name: 'onOrder' });
  const identity = { id: 'onOrder#1', digest: '1', fingerprint: 'mine' };
  const sleep = jest.fn(SURROUNDINGS.clock.sleep);
  const surroundings: Surroundings = {
    ...SURROUNDINGS,
    clock: { ...SURROUNDINGS.clock, sleep },
    newOwner: () => ME,
    observers: [(event) => void events.push(event)],
  };
  const endsAtMs = deadlineMs === undefined ? undefined : epochMs(deadlineMs);
  return { call: new Call(operation, identity, repository, surroundings, endsAtMs), repository, events, sleep };
}

/** A record that {@link ME} holds until 30 s after the start, with some members changed. */
export const recordOf = (changes: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
  id: 'onOrder#1',
  status: 'IN_PROGRESS',
  owner: ME,
  fence: 7,
  attempts: 3,
  openAttempts: 1,
  leaseEndsAtMs: epochMs(START_MS + 30_000),
  expiresAtSeconds: epochSeconds(START_MS / 1_000 + 3_600),
  fingerprint: 'mine',
  startedAtMs: epochMs(START_MS),
  result: undefined,
  error: undefined,
  steps: new Map(),
  ...changes,
});
