import type { Handled } from './fleet.js';
import type { Account } from './payment-provider.js';

/** What became of one order. */
export interface Tally {
  readonly order: string;
  deliveries: number;
  /** How often the handler's method ran. */
  runs: number;
  /** Deliveries answered from the record. */
  replays: number;
  /** Deliveries that waited for another worker's run and got its result. */
  waits: number;
  /** Runs that took over from a worker that died. */
  takeovers: number;
  readonly provider: Readonly<Account>;
}

export const newTally = (order: string, provider: Readonly<Account>): Tally => ({
  order,
  deliveries: 0,
  runs: 0,
  replays: 0,
  waits: 0,
  takeovers: 0,
  provider,
});

export function count(tally: Tally, { logged, outcomes }: Handled): void {
  tally.deliveries += 1;
  if (logged.length > 0) tally.runs += 1;
  if (outcomes.includes('replayed')) tally.replays += 1;
  if (outcomes.includes('waited')) tally.waits += 1;
  if (outcomes.includes('takeover')) tally.takeovers += 1;
}

export const isChargedOnce = ({ provider }: Tally): boolean => provider.charges === 1;
