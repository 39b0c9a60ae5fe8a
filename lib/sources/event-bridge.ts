import { contentKey, type ContentKey, type PayloadKey } from './content-key.js';
import { identifierAt } from './identifier.js';

/** What the presets read of an EventBridge event. */
export interface EventBridgeEnvelope {
  readonly id: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
}

const id = identifierAt('id');
const source = identifierAt('source');
const detailType = identifierAt('detail-type');

/**
 * Keys for a method of one EventBridge event. Records belong to an operation: of several targets of one event, none
 * ever answers for another.
 *
 * @example
 * ```ts
 * @Idempotent({ key: eventBridge.detail<Order>()('orderId'), ttl: '48h' })
 * async onOrder(event: EventBridgeEvent<'OrderPlaced', Order>): Promise<void> {}
 * ```
 */
export const eventBridge: {
  /** The id that EventBridge gave the event: the same for all its deliveries, another one when it is put again. */
  id(): PayloadKey<EventBridgeEnvelope>;
  /**
   * Source, detail type, and members of the detail: the same however often the sender puts the event, and apart from
   * events of other kinds about the same thing, which the path `detail.orderId` alone would not tell.
   */
  readonly detail: ContentKey<EventBridgeEnvelope>;
} = {
  id: () => id,
  detail: contentKey(
    'eventBridge.detail',
    (event) => ({ place: 'detail', value: event?.detail }),
    (pairs, event) => [source(event), detailType(event), pairs],
  ),
};
