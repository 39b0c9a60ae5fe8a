import type { Assumptions } from '../../lib/execution/assumptions.js';
import type { Packet } from './packet.js';

/** What one method does when it runs, one action after the other. */
export type Action =
  | { readonly does: 'work'; readonly ms: number }
  /** Its external effect: what reconciling looks for. */
  | { readonly does: 'effect' }
  | { readonly does: 'step'; readonly name: string; readonly ms: number }
  | { readonly does: 'stage' }
  /** Changes the payload in place: the key must have been computed before. */
  | { readonly does: 'change-payload' };

export interface MethodPlan {
  readonly actions: readonly Action[];
  readonly ends: 'returning' | 'throwing' | 'throwing-replayed';
  /** Whether it passes on the loss of its lease as soon as it is told; otherwise it goes on to its end. */
  readonly heedsLoss: boolean;
}

export interface CallPlan {
  /** A letter. */
  readonly name: string;
  /** Index of the process that handles the delivery. */
  readonly process: number;
  readonly key: string;
  /** What the fingerprint is taken from. */
  readonly content: string;
  readonly arrivesAtMs: number;
  readonly mode: 'before' | 'at-commit';
  readonly method: MethodPlan;
  /** What reconciling is able to find out, and how long it takes. */
  readonly reconcile: { readonly ms: number; readonly knows: boolean };
  /** The time left at arrival, if a Lambda context is among the arguments. */
  readonly timeLeftMs: number | undefined;
}

export interface ProcessPlan {
  /** How far its clock is ahead of true time: from 0 to the skew. */
  readonly aheadMs: number;
  /** When its clock is set, forward or back, and how far it then is ahead. */
  readonly clockSets: readonly { readonly atMs: number; readonly aheadMs: number }[];
  /** While frozen nothing of it moves; then everything does. */
  readonly freezes: readonly { readonly atMs: number; readonly forMs: number }[];
  readonly crashesAtMs: number | undefined;
  /** Whether its repository is wrapped in a cache of completed records. */
  readonly cached: boolean;
}

/** How the network and the store treat one request. Times are in milliseconds after it was sent. */
export interface Fate {
  /** When a copy of it takes effect (or is refused), and when the answer to that copy arrives, if it does. */
  readonly copies: readonly { readonly atMs: number; readonly answerAtMs: number | undefined }[];
  /** When it fails with an error, without any effect of its own. */
  readonly failsAtMs?: number;
  /** A transaction met another one on the same items. */
  readonly conflicts?: boolean;
  /** A transaction's own staged condition does not hold. */
  readonly stagedConditionFails?: boolean;
}

export interface OperationPlan {
  readonly ttlMs: number;
  readonly leaseMs: number | undefined;
  readonly waitMs: number;
  readonly recovery: 'rerun' | 'halt' | 'reconcile';
}

/** An operator who looks at records from time to time and settles those in doubt, some time after looking. */
export interface OperatorPlan {
  readonly looksEveryMs: number;
  readonly decidesAfterMs: number;
  readonly verdict: 'done' | 'free';
}

/** All that is fixed about one history before it starts. True time starts at 0. */
export interface Scenario {
  readonly title: string;
  readonly assumptions: Assumptions;
  readonly operation: OperationPlan;
  readonly calls: readonly CallPlan[];
  readonly processes: readonly ProcessPlan[];
  readonly operator: OperatorPlan | undefined;
  /** True time 0 by the epoch. */
  readonly epochMs: number;
  /** How far the clock of the store's TTL deletion is ahead of true time: from 0 to the skew. */
  readonly ttlClockAheadMs: number;
  /** Whether a refused write shows the record as it refused it; otherwise it is read when the answer is given. */
  readonly showsRefusingRecord: boolean;
  /** What becomes of a request. `instants`: milliseconds to moments at which its record changes for some clock. */
  readonly fate: (packet: Packet, instants: readonly number[]) => Fate;
  /** How long after an expiry by its own clock the TTL deletes a record; undefined: it does not. */
  readonly deletesAfterMs: (key: string) => number | undefined;
  /** Breaks the assumption about requests: copies may take effect as late as this after they were built. */
  readonly copiesLiveMs?: number;
  /** Scatters the polls. */
  readonly scatter: () => number;
}
