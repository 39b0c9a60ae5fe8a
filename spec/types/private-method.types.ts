/** Standard decorators only: the legacy ones do not go on private names. */
import type { EventBridgeEvent } from 'aws-lambda';

import { Idempotent } from '../../lib/index.js';

type OrderPlaced = EventBridgeEvent<'OrderPlaced', { readonly orderId: string }>;

export class WithPrivateMethod {
  @Idempotent({ key: 'id' })
  async #secret(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  callSecret(event: OrderPlaced): Promise<string> {
    return this.#secret(event);
  }

  // @ts-expect-error a typo in a path
  @Idempotent({ key: 'detail.orderid' })
  async #typo(event: OrderPlaced): Promise<string> {
    return event.id;
  }

  callTypo(event: OrderPlaced): Promise<string> {
    return this.#typo(event);
  }
}
