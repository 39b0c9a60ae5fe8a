/** What became of one guarded call, or a notable moment within it. */
export type IdempotencyOutcome =
  /** The method ran and its outcome was stored. */
  | 'executed'
  /** A duplicate was answered from the record. */
  | 'replayed'
  /** A duplicate waited for the running execution and got its result. */
  | 'waited'
  /** A duplicate joined the execution running in this process. */
  | 'joined'
  /** Another execution was still running when `wait` was over. */
  | 'conflict'
  /** The same key came with another fingerprint. */
  | 'mismatch'
  /** The method threw. */
  | 'failed'
  /** The method outlived its lease and another delivery took over. */
  | 'lease_lost'
  /** A claim took over from an execution whose lease had lapsed. */
  | 'takeover'
  /** A lost response was recognised: the "other" owner was this call itself. */
  | 'self_conflict_recovered'
  /** The record is IN_DOUBT. */
  | 'in_doubt'
  /** The method succeeded and its result was returned, but the record could not be completed. */
  | 'completion_failed'
  /** The method ran without a guard. */
  | 'unguarded'
  /** The repository could not be reached before the method ran. */
  | 'store_unavailable';

/** One observation. Holds no payload, key value or result. */
export interface IdempotencyEvent {
  readonly outcome: IdempotencyOutcome;
  readonly operation: string;
  /** The digest of the idempotency key; undefined where no key could be computed. */
  readonly digest: string | undefined;
  /** The number of the execution this belongs to; 0 before there is one. */
  readonly attempt: number;
  /** Milliseconds since the execution that the record tells of was started; undefined without a record. */
  readonly recordAgeMs: number | undefined;
  /** Milliseconds this call has spent waiting for the repository so far. */
  readonly storeMs: number;
  /** Why, where the outcome has an error behind it. It may hold what the guarded method put into it. */
  readonly cause: unknown;
}

/** Is told of every outcome. What it throws is dropped: observers never break a call, and are not awaited. */
export type IdempotencyObserver = (event: IdempotencyEvent) => void;

/** Tells each observer; one that throws, or rejects, harms neither the call nor the other observers. */
export function notify(observers: readonly IdempotencyObserver[], event: IdempotencyEvent): void {
  for (const observe of observers) {
    try {
      // An async observer is accepted where a void one is asked for; its rejection must not go unhandled.
      const ended: unknown = observe(event);
      if (ended instanceof Promise) ended.catch(() => undefined);
    } catch {
      // Nobody to tell: the observer was the one to tell.
    }
  }
}
