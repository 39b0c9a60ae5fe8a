import type { KeySelector } from '../key/select-values.js';
import type { ErrorClass } from '../result/error-form.js';
import type { ReconcileContext, Reconciliation } from './reconcile.js';

/** Which errors of the method are a result to be stored and thrown again on replay. */
export type ReplayErrors = readonly ErrorClass[] | ((error: unknown) => boolean);

/** What may be known about a replay when its result is adapted. */
export interface ReplayInfo {
  readonly operation: string;
  /** The digest of the idempotency key. */
  readonly key: string;
  /** When the execution that produced the result was started. */
  readonly startedAt: Date;
}

/**
 * One guarded method's options, parsed once and frozen. No call changes it and no two operations share one, so the
 * configuration of one method cannot leak into another.
 */
export interface Operation {
  /** How messages name the class member: `'OrderHandler.onOrder'`. */
  readonly member: string;
  /** The stable namespace of this method's records. */
  readonly name: string;
  /** Which argument is the payload. */
  readonly payload: number;
  readonly key: KeySelector;
  readonly fingerprint: KeySelector | undefined;
  readonly scope: ((...args: never[]) => unknown) | undefined;
  readonly ttlMs: number;
  /** Undefined: the remaining time of the Lambda invocation, or a default with heartbeat where there is none. */
  readonly leaseMs: number | undefined;
  /** 0: a concurrent duplicate does not wait. */
  readonly waitMs: number;
  readonly claim: 'before' | 'at-commit';
  readonly recovery: 'rerun' | 'halt' | ((context: ReconcileContext) => Promise<Reconciliation<unknown>>);
  readonly maxAttempts: number | undefined;
  readonly onMissingKey: 'throw' | 'execute';
  readonly whenUnavailable: 'reject' | 'execute';
  readonly replayErrors: ReplayErrors | undefined;
  readonly result: 'store' | 'omit' | ((result: never) => unknown);
  readonly onReplay: ((result: never, replay: ReplayInfo) => unknown) | undefined;
}
