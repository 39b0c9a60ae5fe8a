import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import type { StagedWrite } from '../repository/writes.js';
import type { Call } from './call.js';
import { childKey } from './child-key.js';
import type { Execution, FenceCondition } from './execution.js';
import { LazyAbort } from './lazy-abort.js';
import { Stage } from './stage.js';
import type { StagedItem } from './staged-write.js';

/** The execution of a method under `claim: 'at-commit'`: nobody owns the record until the transaction decides. */
export class UnclaimedExecution implements Execution {
  readonly key: string;
  readonly operation: string;
  readonly attempt = 1;
  readonly fence = 0;
  readonly deadline: Date | undefined;
  private readonly never = new LazyAbort();
  private readonly writes: Stage;

  constructor(private readonly call: Call) {
    this.key = call.digest;
    this.operation = call.operation.name;
    this.writes = new Stage(call.operation.member);
    this.deadline = call.deadlineMs === undefined ? undefined : new Date(call.deadlineMs);
  }

  get signal(): AbortSignal {
    return this.never.signal;
  }

  /** The method has ended. Returns what it staged. */
  end(): readonly StagedWrite[] {
    return this.writes.end();
  }

  childKey = (label: string): string => childKey(this.call.id, label);

  step = (): Promise<never> => Promise.reject(this.needsClaim('step'));

  stage = (write: StagedItem): void => this.writes.add(write);

  fenceCondition = (): FenceCondition => {
    throw this.needsClaim('fenceCondition');
  };

  private needsClaim(what: string): IdempotencyConfigurationError {
    return new IdempotencyConfigurationError(
      `${this.call.operation.member}: execution().${what}() needs a claim, and the option \`claim: 'at-commit'\` ` +
        "makes none. Stage the write, or use `claim: 'before'`.",
      this.call.details,
    );
  }
}
