import type { IdempotencyRepository } from '../repository/repository.js';
import { defineMetadata, findMetadata, metadataKey } from './reflect.js';

const CLASS_REPOSITORY = metadataKey<IdempotencyRepository>('class-repository');

export const setClassRepository = (target: object, repository: IdempotencyRepository): void =>
  defineMetadata(CLASS_REPOSITORY, target, repository);

/** The repository of the class or of its nearest base class that has one. */
export const classRepository = (target: object): IdempotencyRepository | undefined =>
  findMetadata(CLASS_REPOSITORY, target);
