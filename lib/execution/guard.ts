import { isIdempotencyError } from '../errors/idempotency-error.js';
import { addMs, type EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import { notify } from '../observability/observer.js';
import { executeAtCommit } from './at-commit.js';
import { Call, type RequestIdentity, type Surroundings } from './call.js';
import { isDisabled } from './disabled.js';
import { handOver, type Ended } from './ended.js';
import { executeOnce } from './execute-once.js';
import { currentFrame, holds, runInFrame, type ExecutionFrame, type MethodExecution } from './execution.js';
import { identify } from './identify.js';
import { join } from './join.js';
import { deadlineAmong } from './lambda-context.js';
import type { Operation } from './operation.js';
import { RunningCall } from './running-call.js';
import { enter, runningCall } from './running-calls.js';
import { standIn } from './stand-in.js';
import { UnguardedExecution } from './unguarded-execution.js';
import type { Work } from './work.js';

/** A method with the arguments of one call, ready to be run. */
export interface Invocation {
  readonly args: readonly unknown[];
  readonly run: () => unknown;
}

/**
 * One guarded call, from its arguments to its answer. A nested call that reaches a record which its own call chain
 * holds runs straight through; a duplicate of a call running in this process joins it; all others go through the
 * repository.
 *
 * @param repository finds the operation's repository; not asked while the guard is switched off.
 */
export function guard(
  operation: Operation,
  repository: () => IdempotencyRepository,
  invocation: Invocation,
  surroundings: Surroundings,
): Promise<unknown> {
  try {
    return Promise.resolve(passOrGuard(operation, repository, invocation, surroundings));
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Not an async function, nor are others on this way that can do without: each costs every call a promise. */
function passOrGuard(
  operation: Operation,
  repository: () => IdempotencyRepository,
  invocation: Invocation,
  surroundings: Surroundings,
): unknown {
  const around = currentFrame();
  const deadlineMs = deadlineAmong(invocation.args, surroundings.clock.now()) ?? around?.deadlineMs;
  const work = new InvocationWork(operation, invocation, around, deadlineMs);
  if (isDisabled()) return work.runUnguarded(undefined);

  const identity = identifyOrExecute(operation, invocation.args, surroundings);
  if (!identity) return work.runUnguarded(undefined);

  const store = repository();
  if (holds(around, store, identity.id)) return invocation.run();
  work.repository = store;
  return joinOrExecute(new Call(operation, identity, store, surroundings, deadlineMs), work);
}

/** Undefined: the payload has no key and the operation runs such payloads unguarded. */
function identifyOrExecute(
  operation: Operation,
  args: readonly unknown[],
  { observers }: Surroundings,
): RequestIdentity | undefined {
  try {
    return identify(operation, args);
  } catch (cause) {
    if (operation.onMissingKey !== 'execute' || !isIdempotencyError(cause, 'IDEMPOTENCY_KEY_MISSING')) throw cause;
    const nothing = { digest: undefined, attempt: 0, recordAgeMs: undefined, storeMs: 0 };
    notify(observers, { outcome: 'unguarded', operation: operation.name, ...nothing, cause });
    return undefined;
  }
}

function joinOrExecute(call: Call, work: Work): Promise<unknown> {
  const other = runningCall(call.repository, call.id);
  return other ? joinThenExecute(call, work, other) : execute(call, work, undefined);
}

async function joinThenExecute(call: Call, work: Work, first: RunningCall): Promise<unknown> {
  let other: RunningCall | undefined = first;
  while (other) {
    const joined = await join(call, other);
    if (joined.answered) return joined.value;
    const next = runningCall(call.repository, call.id);
    if (next === other) break;
    other = next;
  }
  return execute(call, work, other);
}

/** @param other a call at work on the same record that this one could not join. */
function execute(call: Call, work: Work, other: RunningCall | undefined): Promise<unknown> {
  const nowMs = call.clock.now();
  const joinableUntilMs = addMs(nowMs, call.assumptions.requestLifetimeMs + call.operation.waitMs);
  const running = new RunningCall(call.fingerprint, joinableUntilMs);
  // One that is alive stays the one for others to join.
  if (!other?.isJoinable(nowMs)) enter(call, running, nowMs);
  return call.operation.claim === 'at-commit' ? executeAtCommit(call, work, running) : executeOnce(call, work, running);
}

/** The method of one call, to be run within the frame of its execution. */
class InvocationWork implements Work {
  /** Known once the call turns out to be guarded. */
  repository: IdempotencyRepository | undefined;

  constructor(
    private readonly operation: Operation,
    private readonly invocation: Invocation,
    private readonly parent: ExecutionFrame | undefined,
    private readonly deadlineMs: EpochMs | undefined,
  ) {}

  get args(): readonly unknown[] {
    return this.invocation.args;
  }

  runIn(execution: MethodExecution, heldId: string | undefined): Promise<Ended> {
    const { parent, deadlineMs, repository } = this;
    standIn()?.methodStarts?.();
    return runInFrame({ execution, repository, heldId, deadlineMs, parent, hasEnded: false }, this.invocation.run);
  }

  async runUnguarded(identity: RequestIdentity | undefined): Promise<unknown> {
    const { operation, deadlineMs } = this;
    const deadline = deadlineMs === undefined ? undefined : new Date(deadlineMs);
    return handOver(await this.runIn(new UnguardedExecution(operation, this.args, identity, deadline), undefined));
  }
}
