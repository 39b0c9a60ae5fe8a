import { Idempotent, InjectedRepository, InMemoryRepository, type IdempotencyRepository } from '../../lib/index.js';
import { describeRepositoryResolution } from './repository-resolution-suite.js';

describeRepositoryResolution();

it.each([
  [
    'a private field',
    (store: IdempotencyRepository) => {
      class Handler {
        @InjectedRepository() #repository = store;

        @Idempotent({ operation: 'x' })
        async handle(event: { id: string }) {
          return this.#repository === store && event.id;
        }
      }
      return new Handler();
    },
  ],
  [
    'an auto-accessor',
    (store: IdempotencyRepository) => {
      class Handler {
        @InjectedRepository() accessor repository = store;

        @Idempotent({ operation: 'x' })
        async handle(event: { id: string }) {
          return event.id;
        }
      }
      return new Handler();
    },
  ],
])('%s may be marked under standard decorators', async (_, make) => {
  const store = new InMemoryRepository();
  expect(await make(store).handle({ id: 'a' })).toBe('a');
  expect(store.size).toBe(1);
});
