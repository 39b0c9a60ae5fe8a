import type { RequestIdentity } from './call.js';
import type { Ended } from './ended.js';
import type { MethodExecution } from './execution.js';

/** The method of one call, with its arguments, ready to be run within an execution. */
export interface Work {
  readonly args: readonly unknown[];
  /**
   * Runs the method to its end and that of its steps; `heldId` is the record that the execution holds, or will
   * commit, if any.
   */
  runIn(execution: MethodExecution, heldId: string | undefined): Promise<Ended>;
  /** Runs the method without its guard. */
  runUnguarded(identity: RequestIdentity | undefined): Promise<unknown>;
}
