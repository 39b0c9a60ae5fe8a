import type { StagedWrite } from '../repository/writes.js';
import type { Call } from './call.js';
import { childKey } from './child-key.js';
import type { FenceCondition, MethodExecution } from './execution.js';
import { fenceCondition } from './fence-condition.js';
import type { HeldLease } from './held-lease.js';
import { Stage } from './stage.js';
import type { StagedItem } from './staged-write.js';
import { steppedTooLate, Steps } from './steps.js';

/** The execution of a method whose call holds the record. */
export class GuardedExecution implements MethodExecution {
  readonly key: string;
  readonly operation: string;
  readonly attempt: number;
  readonly fence: number;
  readonly deadline: Date | undefined;
  private steps: Steps | undefined;
  private readonly writes: Stage;
  private hasEnded = false;

  constructor(
    private readonly call: Call,
    private readonly lease: HeldLease,
  ) {
    this.key = call.digest;
    this.operation = call.operation.name;
    this.writes = new Stage(call.operation.member);
    this.attempt = lease.record.attempts;
    this.fence = lease.record.fence;
    this.deadline = call.deadlineMs === undefined ? undefined : new Date(call.deadlineMs);
  }

  get signal(): AbortSignal {
    return this.lease.signal;
  }

  /** The method has ended. */
  settle(): Promise<void> | undefined {
    this.hasEnded = true;
    this.writes.end();
    return this.steps?.settle();
  }

  /** What the method staged, once it has ended. */
  get staged(): readonly StagedWrite[] {
    return this.writes.end();
  }

  childKey = (label: string): string => childKey(this.call.id, label);

  step = async <Result>(name: string, fn: () => Promise<Result> | Result): Promise<Result> => {
    if (this.hasEnded) throw steppedTooLate(this.call);
    return (this.steps ??= new Steps(this.call, this.lease)).run(name, fn);
  };

  stage = (write: StagedItem): void => this.writes.add(write);

  fenceCondition = (attribute = 'fence'): FenceCondition => fenceCondition(this.fence, attribute);
}
