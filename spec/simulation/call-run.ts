import type { Process } from './process.js';
import type { CallPlan } from './scenario.js';

/** Where a call is, as seen from outside. */
export type Phase = 'not-arrived' | 'claiming' | 'waiting' | 'checking' | 'running' | 'ended';

/** One call of a history: its plan, and what became of it so far. */
export class CallRun {
  phase: Phase = 'not-arrived';
  arrivedAtMs = 0;
  deadlineMs: number | undefined;
  /** The value its method returned, or its reconciling found. */
  produced: string | undefined;
  /** The error its method threw. */
  thrown: unknown;
  readonly requests = new Map<string, number>();

  constructor(
    readonly plan: CallPlan,
    readonly process: Process,
  ) {}

  get name(): string {
    return this.plan.name;
  }
}
