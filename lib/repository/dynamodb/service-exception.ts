import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import type { Item } from './table-layout.js';

/** What an exception of DynamoDB may carry. */
export interface ServiceException {
  readonly name: string;
  /** Of a condition that did not hold: the item as it stood, in raw attribute values; some engines return none. */
  readonly Item?: Item | undefined;
  /** Of a cancelled transaction: one per action, in their order. */
  readonly CancellationReasons?: readonly CancellationReason[] | undefined;
}

/** By name, not by class: the client may come from another copy of the SDK, or be no SDK client at all. */
export const isServiceException = (error: unknown, name: string): error is ServiceException =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === name;
