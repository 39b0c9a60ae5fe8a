import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { isIdempotencyError } from '../errors/idempotency-error.js';
import type { RequestIdentity } from './call.js';
import { childKey } from './child-key.js';
import type { Execution, FenceCondition } from './execution.js';
import { fenceCondition } from './fence-condition.js';
import { identify } from './identify.js';
import { LazyAbort } from './lazy-abort.js';
import type { Operation } from './operation.js';
import { StepNames } from './step-names.js';

/** The execution of a method that runs without its guard: disabled, without a key, or without a repository. */
export class UnguardedExecution implements Execution {
  readonly attempt = 1;
  readonly fence = 0;
  private readonly identity: () => RequestIdentity;
  private readonly names: StepNames;
  private readonly never = new LazyAbort();

  constructor(
    private readonly guarded: Operation,
    args: readonly unknown[],
    identity: RequestIdentity | undefined,
    readonly deadline: Date | undefined,
  ) {
    // Few ask for it, and a payload that runs unguarded may have none.
    this.identity = () => identity ?? identityOf(guarded, args);
    this.names = new StepNames(guarded.member, { operation: guarded.name });
  }

  get operation(): string {
    return this.guarded.name;
  }

  get key(): string {
    return this.identity().digest;
  }

  get signal(): AbortSignal {
    return this.never.signal;
  }

  childKey = (label: string): string => childKey(this.identity().id, label);

  /** Refuses what the guard would, or whoever tests a method without it learns of it in production. */
  step = async <Result>(name: string, fn: () => Promise<Result> | Result): Promise<Result> => {
    this.names.use(name);
    return fn();
  };

  stage = (): void => {
    throw new IdempotencyConfigurationError(
      `${this.guarded.member}: execution().stage() needs the guard, and this call runs without it; nothing was ` +
        'written.',
    );
  };

  fenceCondition = (attribute = 'fence'): FenceCondition => fenceCondition(this.fence, attribute);
}

/** The method runs already: an error that tells of a method which was not run would mislead. */
function identityOf(operation: Operation, args: readonly unknown[]): RequestIdentity {
  try {
    return identify(operation, args);
  } catch (cause) {
    if (!isIdempotencyError(cause, 'IDEMPOTENCY_KEY_MISSING')) throw cause;
    throw new IdempotencyConfigurationError(
      `${operation.member}: execution().key and childKey() need an idempotency key, and this call runs unguarded ` +
        'because its payload has none; see the cause. Correct the sender, or the option `key`.',
      { operation: operation.name, cause },
    );
  }
}
