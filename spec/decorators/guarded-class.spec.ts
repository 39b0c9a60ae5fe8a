import { Idempotent, InMemoryRepository, UseRepository } from '../../lib/index.js';
import { describeGuardedClasses } from './guarded-class-suite.js';

describeGuardedClasses('standard');

describe('a private method', () => {
  @UseRepository(new InMemoryRepository())
  class Handler {
    runs = 0;

    @Idempotent({ key: 'id' })
    async #charge(event: { id: string }): Promise<number> {
      this.runs += 1;
      return event.id.length;
    }

    @Idempotent({ operation: 'static-private' })
    static async #audit(event: { id: string }): Promise<string> {
      return event.id;
    }

    charge = (event: { id: string }) => this.#charge(event);
    audit = (event: { id: string }) => Handler.#audit(event);
    nameOf = () => this.#charge.name;
  }

  it('is guarded like any other, static ones too', async () => {
    const handler = new Handler();
    expect([await handler.charge({ id: 'a' }), await handler.charge({ id: 'a' })]).toEqual([1, 1]);
    expect(handler.runs).toBe(1);
    expect(await handler.audit({ id: 'a' })).toBe('a');
    expect(handler.nameOf()).toBe('#charge');
  });
});
