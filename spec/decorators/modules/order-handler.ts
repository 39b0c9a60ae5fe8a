import { Idempotent, InMemoryRepository, UseRepository } from '../../../lib/index.js';

/** A module of a user's, for the specs that evaluate one more than once. */
@UseRepository(new InMemoryRepository())
export class OrderHandler {
  @Idempotent({ key: 'id' })
  async onModuleOrder(event: { readonly id: string }) {
    return event.id;
  }
}
