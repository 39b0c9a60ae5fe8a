import type { IdempotencyRepository } from '../../lib/repository/repository.js';
import type { CallRun } from './call-run.js';

export type RequestKind = keyof IdempotencyRepository;

/** One request on its way: its copies are all alike. */
export interface Packet {
  readonly kind: RequestKind;
  /** Undefined: the operator sent it. */
  readonly call: CallRun | undefined;
  /** 1 for the first request of this kind of its call. */
  readonly number: number;
  readonly recordId: string;
  readonly request: unknown;
  readonly sentAtMs: number;
  readonly timeoutMs: number;
  /** How many copies have taken effect. */
  effects: number;
}

export const packetName = ({ call, kind, number }: Packet): string =>
  `${call?.plan.name ?? 'operator'} ${kind} ${number}`;
