import type { Operation } from '../execution/operation.js';
import { defineMetadata, findMetadata, metadataKey } from './reflect.js';

const GUARDED_OPERATION = metadataKey<Operation>('guarded-operation');

/** Notes on a guarded method's function which operation it is. */
export const setGuardedOperation = (guarded: object, operation: Operation): void =>
  defineMetadata(GUARDED_OPERATION, guarded, operation);

/** Undefined for a function that is not guarded. */
export const guardedOperation = (fn: object): Operation | undefined => findMetadata(GUARDED_OPERATION, fn);
