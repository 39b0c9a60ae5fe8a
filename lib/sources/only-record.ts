import { pathsOf, withPaths } from '../key/noted-paths.js';
import { UnusableKeyValue } from '../key/unusable-key-value.js';
import type { PayloadKey } from './content-key.js';

/**
 * Turns a key of one record into a key of an event that holds exactly one: for methods of a whole event, where the
 * source never hands over more (SNS), or its batch size is 1.
 *
 * An event with several records has no key: its records are requests of their own, and what is delivered again is
 * another set of them. Guard a method of one record then, as docs/batches.md shows.
 *
 * @example
 * ```ts
 * @Idempotent({ key: onlyRecord(sns.message<Order>()('orderId')) })
 * async onOrder(event: SNSEvent): Promise<void> {}
 * ```
 */
export function onlyRecord<Entry>(key: PayloadKey<Entry>): PayloadKey<{ readonly Records: readonly Entry[] }> {
  const ofEvent: PayloadKey<{ readonly Records: readonly Entry[] }> = (event) => {
    const records: unknown = event?.Records;
    if (!Array.isArray(records)) throw new UnusableKeyValue('Records', 'has no value');
    if (records.length !== 1) {
      throw new UnusableKeyValue('Records', `holds ${records.length} records: guard a method of one record`);
    }
    // Of what its type says, that there is one record was found out just now.
    return key(records[0] as Entry);
  };
  return withPaths(ofEvent, pathsOf(key));
}
