import type { RequestIdentity } from './call.js';
import type { Execution } from './execution.js';

/** The method of one call, with its arguments, ready to be run within an execution. */
export interface Work {
  readonly args: readonly unknown[];
  /** Runs the method; `heldId` is the record that the execution holds, or will commit, if any. */
  runIn(execution: Execution, heldId: string | undefined): unknown;
  /** Runs the method without its guard. */
  runUnguarded(identity: RequestIdentity | undefined): unknown;
}
