import { IdempotencyConfigurationError } from '../errors/configuration-error.js';
import { classRepository } from '../metadata/class-repository.js';
import { injectedRepository } from '../metadata/injected-repository.js';
import { isRepository } from '../options/option-parsers.js';
import { DynamoDBRepository } from '../repository/dynamodb/dynamodb-repository.js';
import type { IdempotencyRepository } from '../repository/repository.js';
import { configured } from './configure.js';

const TABLE = 'IDEMPOTENCY_TABLE';

/**
 * The repository of one call of a guarded method, looked for where the nearest comes first:
 *
 * 1. the option `repository`; 2. the instance's property marked `@InjectedRepository()`; 3. `@UseRepository` on the
 * class or the nearest base class; 4. `configureIdempotency`; 5. the table named by the environment.
 *
 * @throws IdempotencyConfigurationError where there is none.
 */
export function resolveRepository(
  option: IdempotencyRepository | undefined,
  self: unknown,
  member: string,
): IdempotencyRepository {
  const near = option ?? ofInstance(self, member) ?? ofClass(self);
  return near ?? configured().repository ?? ofTable() ?? none(self, member);
}

function ofInstance(self: unknown, member: string): IdempotencyRepository | undefined {
  if (typeof self !== 'object' || self === null) return undefined;
  const injected = injectedRepository(self);
  if (injected === undefined || injected === null || isRepository(injected)) return injected ?? undefined;
  throw new IdempotencyConfigurationError(
    `${member}: the property marked @InjectedRepository() must hold an IdempotencyRepository, but holds ` +
      `a value of type ${typeof injected} without its methods. Check what the container injects.`,
  );
}

/** `self` is the instance, or the class itself for a static method. */
function ofClass(self: unknown): IdempotencyRepository | undefined {
  if (typeof self === 'function') return classRepository(self);
  if (typeof self !== 'object' || self === null) return undefined;
  const { constructor } = self;
  return typeof constructor === 'function' ? classRepository(constructor) : undefined;
}

let made: { readonly tableName: string; readonly repository: IdempotencyRepository } | undefined;

/** Made once for as long as the environment names the same table. */
function ofTable(): IdempotencyRepository | undefined {
  const tableName = process.env[TABLE];
  if (!tableName) return undefined;
  if (made?.tableName !== tableName) made = { tableName, repository: new DynamoDBRepository({ tableName }) };
  return made.repository;
}

function none(self: unknown, member: string): never {
  const detached =
    self === undefined
      ? ' It was called without `this`: if it is a method, call it on its instance, or bound; then its class is asked.'
      : '';
  throw new IdempotencyConfigurationError(
    `${member}: no repository was found.${detached} Give one by the option \`repository\`, a property marked ` +
      `@InjectedRepository(), @UseRepository(...) on the class, configureIdempotency({ repository }), or name a ` +
      `DynamoDB table in the environment variable ${TABLE}.`,
  );
}
