import { AsyncLocalStorage } from 'node:async_hooks';

import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { EpochMs } from '../repository/epoch.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import type { Ended } from './ended.js';
import type { StagedItem } from './staged-write.js';

/** A condition that only the latest execution's writes can pass, for writes outside the record. */
export interface FenceCondition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, number>;
}

/**
 * What a guarded method can know about, and do within, its own execution.
 */
export interface Execution {
  /** The digest of the idempotency key: the same for every delivery of the request. Safe to log. */
  readonly key: string;
  /** The stable name of the guarded method, which its records are kept under. */
  readonly operation: string;
  /** 1 for the first execution of this request, one more for each further one; starts again when the ttl has ended. */
  readonly attempt: number;
  /** The fencing token: rises with every execution of the request. 0 where the method runs unguarded. */
  readonly fence: number;
  /** When the Lambda invocation ends; undefined where no Lambda context was among the arguments. */
  readonly deadline: Date | undefined;
  /**
   * Aborts when the lease is lost: another delivery may be running by now. A worker learns of that by a write that is
   * refused, so not while it cannot reach the store. Hand it to whatever takes an `AbortSignal`; its `reason` is an
   * `IdempotencyLeaseLostError`.
   */
  readonly signal: AbortSignal;
  /**
   * An identifier for a request to another service, the same in every attempt and different for every label: 64
   * lower-case hexadecimal characters. Fits Stripe's `Idempotency-Key`, EC2's `clientToken`, an SQS
   * `MessageDeduplicationId` and a Step Functions execution name.
   */
  childKey(label: string): string;
  /**
   * A checkpoint: runs `fn` and stores its result in the record; a later attempt of the same request gets the stored
   * result and does not run `fn`. A step that throws is not stored. Names are unique within one execution.
   *
   * Limits: a crash between the end of `fn` and the storing write runs `fn` again in the next attempt; give the service
   * it calls a {@link childKey}. A stored result is kept for the `ttl`, counted from the attempt that stored it: where
   * retries go on for longer than that, the step runs again.
   *
   * Steps may run side by side. Those that are under way when the method ends, such as the others of a `Promise.all`
   * when one fails, are awaited and stored before the call ends, for at most half of the time that the lease has left;
   * one that takes longer is not stored, and may still run while the next attempt does.
   *
   * @throws IdempotencyLeaseLostError when another delivery took over: let it pass. If that was known before, `fn` was
   * not run.
   * @throws IdempotencyConfigurationError for a name that is no name or is used twice, or when the method has ended.
   */
  step<Result>(name: string, fn: () => Promise<Result> | Result): Promise<Result>;
  /**
   * Stages a DynamoDB write, in the notation of the document client. All staged writes go out in one transaction
   * together with the completion of the record: they happen once, and only if the method succeeds.
   *
   * @throws IdempotencyConfigurationError for what DynamoDB would refuse, as far as that can be told before anything is
   * sent, and when the method has ended.
   */
  stage(write: StagedItem): void;
  /**
   * A condition for your own DynamoDB writes: it holds only if no later execution of any request has written the item
   * with a higher fence. Write `fence` to the same attribute.
   *
   * @param attribute where your item keeps the fence; default `'fence'`.
   */
  fenceCondition(attribute?: string): FenceCondition;
}

/** What stands behind an {@link Execution}. */
export interface MethodExecution extends Execution {
  /**
   * The method has ended: nothing more is begun. Resolves when the steps have ended that are under way, or have taken
   * too long; undefined where there are none. Never rejects.
   */
  settle?(): Promise<void> | undefined;
}

/** One guarded call on the way down the call chain. */
export interface ExecutionFrame {
  readonly execution: MethodExecution;
  /** Undefined while the call runs unguarded. */
  readonly repository: IdempotencyRepository | undefined;
  /** The id of the record that this call holds, or will commit; undefined while it runs unguarded. */
  readonly heldId: string | undefined;
  readonly deadlineMs: EpochMs | undefined;
  readonly parent: ExecutionFrame | undefined;
  /** The method has ended. What it left behind, such as an interval, still runs in its frame. */
  hasEnded: boolean;
}

/** Registered globally, so that two copies of the library in one process see each other's calls. */
const STORAGE = Symbol.for('idempotent-handlers/execution/1');

interface Frames {
  readonly storage: AsyncLocalStorage<ExecutionFrame>;
  /** Methods that run at present, in all frames. */
  running: number;
}

// globalThis has no type for what others put there.
const globals = globalThis as { [STORAGE]?: Frames };
const frames = (globals[STORAGE] ??= { storage: new AsyncLocalStorage<ExecutionFrame>(), running: 0 });

/** Up to Node 22, a storage in use has every promise of the process call its hooks; the SDK makes dozens a request. */
const COSTS_EVERY_PROMISE = Number.parseInt(process.versions.node, 10) < 24;

/** The frame of the innermost method around the current code that has not ended. */
export function currentFrame(): ExecutionFrame | undefined {
  let frame = frames.storage.getStore();
  while (frame?.hasEnded) frame = frame.parent;
  return frame;
}

/**
 * Runs a method in its frame, to its end and that of its steps, whatever it throws: the thrown value is kept apart from
 * the library's own errors. While no method runs, there is no frame to be found.
 */
export async function runInFrame(frame: ExecutionFrame, run: () => unknown): Promise<Ended> {
  frames.running += 1;
  let ended: Ended;
  try {
    ended = { how: 'returned', value: await frames.storage.run(frame, run) };
  } catch (error) {
    ended = { how: 'threw', error };
  }
  const stepsEnd = frame.execution.settle?.();
  if (stepsEnd) await stepsEnd;
  frame.hasEnded = true;
  frames.running -= 1;
  if (COSTS_EVERY_PROMISE && frames.running === 0) frames.storage.disable();
  return ended;
}

/** Whether a call further up the same chain, which has not ended, already holds this record. */
export function holds(frame: ExecutionFrame | undefined, repository: IdempotencyRepository, id: string): boolean {
  for (let at = frame; at; at = at.parent) {
    if (at.heldId === id && at.repository === repository && !at.hasEnded) return true;
  }
  return false;
}

/**
 * The execution that the current code belongs to, found through `AsyncLocalStorage` also across `await`.
 *
 * @throws IdempotencyConfigurationError outside a guarded method.
 *
 * @example
 * ```ts
 * class OrderHandler {
 *   @Idempotent({ key: 'detail.orderId' })
 *   async onOrder(event: OrderPlaced) {
 *     const { childKey, attempt } = execution();
 *     await stripe.charge(event.detail, { idempotencyKey: childKey('charge') });
 *     return { attempt };
 *   }
 * }
 * ```
 */
export function execution(): Execution {
  const frame = currentFrame();
  if (frame) return frame.execution;
  throw new IdempotencyConfigurationError(
    'execution() was called outside a guarded method: call it inside a method marked @Idempotent, or a function made ' +
      'by idempotent(), and neither from a callback that was registered before nor from one that outlives the method.',
  );
}
