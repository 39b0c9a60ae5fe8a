import { Idempotent } from '../../../lib/index.js';

/** Has a method of the same name as the one in order-handler.ts. */
export class OtherHandler {
  @Idempotent({ key: 'id' })
  async onModuleOrder(event: { readonly id: string }) {
    return event.id;
  }
}
