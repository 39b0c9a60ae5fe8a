import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { setClassRepository } from '../metadata/class-repository.js';
import { isRepository } from '../options/option-parsers.js';
import type { IdempotencyRepository } from '../repository/repository.js';

/** A class decorator for both decorator standards. */
export type ClassRepositoryDecorator = (target: abstract new (...args: never[]) => object, context?: unknown) => void;

/**
 * The repository of all guarded methods of a class and of its subclasses, static ones included, unless one of them
 * names a nearer one.
 *
 * @throws IdempotencyConfigurationError if the value is not a repository.
 *
 * @example
 * ```ts
 * @UseRepository(new DynamoDBRepository({ tableName: 'idempotency' }))
 * class OrderHandler {
 *   @Idempotent({ key: 'detail.orderId' })
 *   async onOrder(event: OrderPlaced) {
 *     return { charged: event.detail.orderId };
 *   }
 * }
 * ```
 */
export function UseRepository(repository: IdempotencyRepository): ClassRepositoryDecorator {
  if (!isRepository(repository)) {
    throw new IdempotencyConfigurationError(
      `@UseRepository: expected an IdempotencyRepository, such as a DynamoDBRepository, but got ${typeof repository}.`,
    );
  }
  return (target) => setClassRepository(target, repository);
}
