import { deferred } from './deferred.js';
import type { EventSource } from './event-source.js';
import type { Ended } from './execution-environment.js';
import { workMsUntil, type Moment } from './moment.js';
import type { Order } from './order.js';
import type { Pool } from './pool.js';

/** Where it all happens: the processes, and the one who delivers events to them. */
export interface Theatre {
  readonly pool: Pool;
  readonly source: EventSource;
}

const order = (key: string, more: Partial<Order> = {}): Order => ({ key, long: false, workMs: 0, ...more });

/** Far beyond any deadline here: only the deadline ends it. */
const NO_END_MS = 600_000;

/** The process is killed at a moment of the first delivery; others are handed the event until it is answered. */
export async function killAt(
  { pool, source }: Theatre,
  moment: Moment,
  key: string,
  duplicate: boolean,
): Promise<Ended> {
  const killed = order(key, { workMs: workMsUntil(moment) });
  const first = pool.use((environment) =>
    source.deliverTo(environment, killed, { incident: { moment, strike: () => environment.kill() } }),
  );
  // Somebody waits for the execution that will die.
  const meanwhile = duplicate ? source.deliverUntilAnswered(order(key)) : undefined;
  const ended = await first;
  await meanwhile;
  await source.deliverUntilAnswered(order(key));
  await source.deliverUntilAnswered(order(key));
  return ended;
}

const AT_WORK: Moment = { at: 'answered', request: 'charge', afterMs: 0 };

/** The method does not end by itself: the process is killed at the deadline, under a lease that lasts as long. */
export async function timeOut({ source }: Theatre, timeoutMs: number, key: string): Promise<Ended> {
  const working = deferred();
  const incident = { moment: AT_WORK, strike: working.resolve };
  const first = source.deliver(order(key, { long: true, workMs: NO_END_MS }), { timeoutMs, incident });
  await Promise.race([working.promise, first]);
  await source.deliverUntilAnswered(order(key, { long: true }));
  const ended = await first;
  await source.deliverUntilAnswered(order(key, { long: true }));
  return ended;
}

/** When a frozen process goes on: when the event was answered by another one, or while that one is at work. */
export const THAWS = ['once answered', 'while charging'] as const;
export type Thaw = (typeof THAWS)[number];

/** The process is frozen at a moment, the event delivered to another one, and the frozen one then goes on. */
export async function freezeAt({ pool, source }: Theatre, moment: Moment, key: string, thaw: Thaw): Promise<Ended> {
  const ended = await pool.use(async (environment) => {
    const frozen = deferred();
    const thawed = deferred();
    const goOn = (): void => {
      environment.thaw();
      thawed.resolve();
    };
    const strike = async (): Promise<void> => {
      environment.freeze();
      frozen.resolve();
      await thawed.promise;
    };
    const first = source.deliverTo(environment, order(key), { incident: { moment, strike } });
    await Promise.race([frozen.promise, first]);
    try {
      const charging: Moment = { at: 'request', request: 'charge', stage: 'in flight' };
      const incident = thaw === 'while charging' ? { incident: { moment: charging, strike: goOn } } : {};
      await source.deliverUntilAnswered(order(key), incident);
    } finally {
      goOn();
    }
    return first;
  });
  await source.deliverUntilAnswered(order(key));
  return ended;
}
