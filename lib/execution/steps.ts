import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { IdempotencyResultUnavailableError } from '../errors/result-unavailable-error.js';
import { secondsReachedBy } from '../repository/epoch.js';
import type { StoredStep } from '../repository/record.js';
import type { WriteAnswer } from '../repository/repository.js';
import { decodeValue } from '../result/decode-value.js';
import { encodeValue } from '../result/encode-value.js';
import { unpackOutcome } from '../result/stored-outcome.js';
import type { Call } from './call.js';
import type { HeldLease } from './held-lease.js';
import { textOf } from './outcome.js';
import { StepNames } from './step-names.js';
import { storeOutcome } from './store-outcome.js';

/** The checkpoints of one execution. */
export class Steps {
  private readonly names: StepNames;
  private readonly underWay = new Set<Promise<unknown>>();
  /** The call goes on to its end: a step that ends now can no longer be stored, and none may begin. */
  private isGivenUp = false;

  constructor(
    private readonly call: Call,
    private readonly lease: HeldLease,
  ) {
    this.names = new StepNames(call.operation.member, call.details);
  }

  run<Result>(name: string, fn: () => Promise<Result> | Result): Promise<Result> {
    const step = this.perform(name, fn);
    const forget = (): void => void this.underWay.delete(step);
    this.underWay.add(step);
    step.then(forget, forget);
    return step;
  }

  /** See `MethodExecution`: another attempt that is admitted now would run the same steps beside these. */
  settle(): Promise<void> | undefined {
    return this.underWay.size === 0 ? undefined : this.outlast();
  }

  private async outlast(): Promise<void> {
    const { clock } = this.call;
    const ended = new AbortController();
    void Promise.allSettled(this.underWay).then(() => ended.abort());
    const leftMs = (this.lease.record.leaseEndsAtMs ?? 0) - clock.now();
    await clock.sleep(Math.max(0, leftMs / 2), { signal: ended.signal, keepAlive: true });
    this.isGivenUp = !ended.signal.aborted;
  }

  private async perform<Result>(name: string, fn: () => Promise<Result> | Result): Promise<Result> {
    this.names.use(name);
    const stored = this.lease.record.steps.get(name);
    if (stored && stored.expiresAtSeconds > secondsReachedBy(this.call.clock.now())) {
      // The value was encoded from what the same step of the same operation returned before.
      return (await this.read(name, stored)) as Result;
    }
    // Renews a lease that is over: whoever has taken over may have reached this step, too.
    await this.lease.mayStart();
    if (this.lease.lostTo) throw this.lease.lose(this.lease.lostTo);
    if (this.isGivenUp) throw steppedTooLate(this.call);
    const value = await fn();
    if (!this.isGivenUp) await this.save(name, value);
    return value;
  }

  private async read(name: string, { result }: StoredStep): Promise<unknown> {
    const { call } = this;
    const outcome = await unpackOutcome(result, (partOf, index) =>
      call.store.send((repository, limit) =>
        repository.getResultPart({ id: call.id, partOf, index, nowMs: call.clock.now() }, limit),
      ),
    );
    if (outcome.kind === 'value') return decodeValue(outcome.text);
    throw new IdempotencyResultUnavailableError(
      `${call.operation.member}: the step '${name}' was done by an earlier attempt, but its result could not be ` +
        'stored or is damaged; the step was not run again. Return a storable value from the step.',
      call.details,
    );
  }

  /** A store that fails does not undo the step: the execution goes on, without this checkpoint. */
  private async save(name: string, value: unknown): Promise<void> {
    const { call, lease } = this;
    const outcome = textOf('value', encodeValue(value));
    const stepExpiresAtSeconds = lease.expiresAtSeconds;
    const result = await storeOutcome(call, outcome, stepExpiresAtSeconds);
    let answer: WriteAnswer;
    try {
      answer = await call.store.persist((repository, limit) =>
        repository.saveStep({ held: lease.record, name, result, stepExpiresAtSeconds }, limit),
      );
    } catch (cause) {
      call.report('store_unavailable', lease.record, cause);
      return;
    }
    if (!answer.applied && !this.isGivenUp) throw lease.lose(answer);
  }
}

export const steppedTooLate = (call: Call): IdempotencyConfigurationError =>
  new IdempotencyConfigurationError(
    `${call.operation.member}: execution().step() came too late, when the method had ended: await all that it ` +
      'begins. The step was not run.',
    call.details,
  );
