import type { Surroundings } from '../../lib/execution/call.js';
import type { Operation } from '../../lib/execution/operation.js';
import type { Reconciliation } from '../../lib/execution/reconcile.js';
import type { CallRun } from './call-run.js';
import { runMethod } from './guarded-method.js';
import { ErrorOfMethod } from './error-of-method.js';
import type { World } from './world.js';

/** What a delivery brings. */
export interface Payload {
  key: string;
  content: string;
}

/** Hands a delivery to the library and records what its caller gets. */
export function arrive(world: World, call: CallRun): void {
  const { key, content, timeLeftMs } = call.plan;
  const payload: Payload = { key, content };
  call.arrivedAtMs = world.timeline.nowMs;
  if (timeLeftMs !== undefined) call.deadlineMs = call.process.now() + timeLeftMs;
  const context = { getRemainingTimeInMillis: () => (call.deadlineMs ?? 0) - call.process.now() };
  world.happens({ kind: 'arrives', call });
  world
    .within(call, () =>
      world.subject.guard(
        operationOf(world, call),
        () => world.repositoryOf(call),
        {
          args: timeLeftMs === undefined ? [payload] : [payload, context],
          run: () => runMethod(world, call, payload),
        },
        surroundingsOf(world, call),
      ),
    )
    .then(
      (value) => end(call, () => world.happens({ kind: 'answers', call, value })),
      (error: unknown) => end(call, () => world.happens({ kind: 'fails', call, error })),
    );
}

function end(call: CallRun, tell: () => void): void {
  tell();
  call.phase = 'ended';
}

function surroundingsOf(world: World, call: CallRun): Surroundings {
  return {
    clock: call.process.clock((ms) => {
      world.happens({ kind: 'sleeps', call, ms });
      if (call.phase === 'claiming' || call.phase === 'checking') call.phase = 'waiting';
    }),
    assumptions: world.scenario.assumptions,
    newOwner: () => world.newOwner(),
    random: world.scenario.scatter,
    observers: [({ outcome }) => world.happens({ kind: 'reports', call, outcome })],
  };
}

function operationOf(world: World, call: CallRun): Operation {
  const { ttlMs, leaseMs, waitMs, recovery } = world.scenario.operation;
  return {
    member: 'Handler.on',
    name: 'on',
    payload: 0,
    key: { kind: 'function', select: ({ key }: Payload) => key },
    fingerprint: { kind: 'function', select: ({ content }: Payload) => content },
    scope: undefined,
    ttlMs,
    leaseMs,
    waitMs,
    claim: call.plan.mode,
    recovery: recovery === 'reconcile' ? ({ attempt }) => reconcile(world, call, attempt) : recovery,
    maxAttempts: undefined,
    onMissingKey: 'throw',
    whenUnavailable: 'reject',
    replayErrors: (error) => error instanceof ErrorOfMethod && error.replayed,
    result: 'store',
    onReplay: undefined,
  };
}

/** Looks whether any execution's effect took place, and tells so if it is able to. */
async function reconcile(world: World, call: CallRun, attempt: number): Promise<Reconciliation<string>> {
  call.phase = 'running';
  world.happens({ kind: 'reconciles', call, attempt });
  const { ms, knows } = call.plan.reconcile;
  if (ms > 0) await new Promise<void>((resolve) => call.process.in(ms, resolve));
  const done = world.entries.some(
    ({ happening }) => happening.kind === 'effect' && happening.call.plan.key === call.plan.key,
  );
  const state = !knows ? 'unknown' : done ? 'done' : 'not-done';
  if (state === 'done') call.produced = `reconciled by ${call.name}`;
  world.happens({ kind: 'found-out', call, state });
  return state === 'done' ? { state, result: `reconciled by ${call.name}` } : { state };
}
