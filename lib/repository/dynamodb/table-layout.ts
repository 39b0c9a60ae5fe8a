import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/**
 * The attributes of a record and their default names. The partition key, which holds the record's id, is not among
 * them: it is named by the option `partitionKey`.
 */
export const DEFAULT_ATTRIBUTES = Object.freeze({
  status: 'status',
  owner: 'owner',
  fence: 'fence',
  attempts: 'attempts',
  open_attempts: 'open_attempts',
  in_progress_expiry: 'in_progress_expiry',
  idempotent_expiry: 'idempotent_expiry',
  fingerprint: 'fingerprint',
  result: 'result',
  error: 'error',
  steps: 'steps',
  started_at: 'started_at',
});

/** What an attribute is for; its default name. */
export type AttributeRole = keyof typeof DEFAULT_ATTRIBUTES;

/** Where records live: the table, its key schema and the names of its attributes. */
export interface TableLayout {
  readonly tableName: string;
  readonly partitionKey: string;
  /** Of a composite key: the same value in every record, so that each record has a partition of its own. */
  readonly sortKey: { readonly name: string; readonly value: string } | undefined;
  readonly attributes: Readonly<Record<AttributeRole, string>>;
}

export type Item = Record<string, AttributeValue>;

/** The primary key of the item with this id. */
export function keyOf({ partitionKey, sortKey }: TableLayout, id: string): Item {
  if (sortKey === undefined) return { [partitionKey]: { S: id } };
  return { [partitionKey]: { S: id }, [sortKey.name]: { S: sortKey.value } };
}
