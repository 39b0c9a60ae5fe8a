import { isIdempotencyError } from '../errors/idempotency-error.js';
import { addMs, type EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import { notify } from '../observability/observer.js';
import { executeAtCommit } from './at-commit.js';
import { Call, type RequestIdentity, type Surroundings } from './call.js';
import { isDisabled } from './disabled.js';
import { handOver, type Ended } from './ended.js';
import { executeOnce } from './execute-once.js';
import { currentFrame, holds, runInFrame, type ExecutionFrame } from './execution.js';
import { identify } from './identify.js';
import { join } from './join.js';
import { deadlineAmong } from './lambda-context.js';
import type { Operation } from './operation.js';
import { enter, leave, RunningCall, runningCall } from './running-call.js';
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
  return joinOrExecute(new Call(operation, identity, store, surroundings, deadlineMs), store, work);
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

function joinOrExecute(call: Call, repository: IdempotencyRepository, work: Work): Promise<unknown> {
  const other = runningCall(repository, call.id);
  return other ? joinThenExecute(call, repository, work, other) : execute(call, repository, work, undefined);
}

async function joinThenExecute(
  call: Call,
  repository: IdempotencyRepository,
  work: Work,
  first: RunningCall,
): Promise<unknown> {
  let other: RunningCall | undefined = first;
  while (other) {
    const joined = await join(call, other);
    if (joined.answered) return joined.value;
    const next = runningCall(repository, call.id);
    if (next === other) break;
    other = next;
  }
  return execute(call, repository, work, other);
}

/** @param other a call at work on the same record that this one could not join. */
async function execute(
  call: Call,
  repository: IdempotencyRepository,
  work: Work,
  other: RunningCall | undefined,
): Promise<unknown> {
  const joinableUntilMs = addMs(call.clock.now(), call.assumptions.requestLifetimeMs + call.operation.waitMs);
  const running = new RunningCall(call.fingerprint, joinableUntilMs);
  const run = call.operation.claim === 'at-commit' ? executeAtCommit : executeOnce;
  // One that is alive stays the one for others to join.
  if (other?.isJoinable(call.clock.now())) return run(call, work, running);
  enter(repository, call.id, running);
  try {
    return await run(call, work, running);
  } finally {
    leave(repository, call.id, running);
  }
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

  runIn(execution: ExecutionFrame['execution'], heldId: string | undefined): Promise<Ended> {
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
