import type { PayloadKey } from './content-key.js';
import { identifierAt } from './identifier.js';

/** What the preset reads of the event that a schedule hands over when it is given no input of its own. */
export interface ScheduledEventLike {
  readonly 'detail-type': 'Scheduled Event';
  readonly time: string;
  readonly resources: readonly string[];
}

const rule = identifierAt('resources.0');
const time = identifierAt('time');

/** Keys for a method that a schedule starts: a scheduled EventBridge rule, or EventBridge Scheduler. */
export const schedule: {
  /**
   * The schedule and the time that was due: at most one run for each, also when the rule fires twice for one time,
   * which gives two different event ids.
   *
   * @example
   * ```ts
   * @Idempotent({ key: schedule.occurrence(), ttl: '48h' })
   * async nightly(event: ScheduledEvent): Promise<void> {}
   * ```
   */
  occurrence(): PayloadKey<ScheduledEventLike>;
} = {
  occurrence: () => (event) => [rule(event), time(event)],
};
