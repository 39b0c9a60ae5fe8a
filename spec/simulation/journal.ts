import type { IdempotencyOutcome } from '../../lib/observability/observer.js';
import type { CallRun } from './call-run.js';
import type { Packet } from './packet.js';
import type { Stored } from './record-store.js';

/** What the answer to a request told its sender. */
export type Answer =
  | { readonly told: 'applied'; readonly shows: Stored | undefined }
  | { readonly told: 'refused'; readonly shows: Stored | undefined }
  | { readonly told: 'found'; readonly shows: Stored | undefined }
  /** Of a transaction; nothing was written. */
  | { readonly told: 'conflict' | 'staged-condition-failed' }
  | { readonly told: 'failure' };

/** Everything that happens in a history, in the order in which it does. */
export type Happening =
  | { readonly kind: 'arrives'; readonly call: CallRun }
  | { readonly kind: 'sends'; readonly call: CallRun | undefined; readonly packet: Packet }
  | {
      readonly kind: 'applies';
      readonly call: CallRun | undefined;
      readonly packet: Packet;
      readonly before: Stored | undefined;
      readonly after: Stored;
    }
  | {
      readonly kind: 'refuses';
      readonly call: CallRun | undefined;
      readonly packet: Packet;
      readonly stands: Stored | undefined;
    }
  | { readonly kind: 'receives'; readonly call: CallRun | undefined; readonly packet: Packet; readonly answer: Answer }
  | { readonly kind: 'sleeps'; readonly call: CallRun; readonly ms: number }
  | { readonly kind: 'reconciles'; readonly call: CallRun; readonly attempt: number }
  | { readonly kind: 'found-out'; readonly call: CallRun; readonly state: 'done' | 'not-done' | 'unknown' }
  | { readonly kind: 'starts'; readonly call: CallRun; readonly attempt: number; readonly fence: number }
  | {
      readonly kind: 'steps';
      readonly call: CallRun;
      readonly name: string;
      readonly value: string;
      readonly ran: boolean;
    }
  | { readonly kind: 'stages'; readonly call: CallRun }
  | { readonly kind: 'effect'; readonly call: CallRun }
  /** Its signal aborts. */
  | { readonly kind: 'is-told-of-loss'; readonly call: CallRun }
  | { readonly kind: 'returns'; readonly call: CallRun; readonly value: string }
  | { readonly kind: 'throws'; readonly call: CallRun; readonly error: unknown }
  | { readonly kind: 'reports'; readonly call: CallRun; readonly outcome: IdempotencyOutcome }
  | { readonly kind: 'answers'; readonly call: CallRun; readonly value: unknown }
  | { readonly kind: 'fails'; readonly call: CallRun; readonly error: unknown }
  | { readonly kind: 'crashes' | 'freezes'; readonly process: string; readonly forMs?: number }
  | { readonly kind: 'sets-clock'; readonly process: string; readonly aheadMs: number }
  | { readonly kind: 'deletes'; readonly key: string; readonly before: Stored }
  /** Every call has ended or will never end. */
  | { readonly kind: 'ends' };

/** One line of a history. */
export interface Entry {
  readonly atMs: number;
  readonly happening: Happening;
}
