import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DynamoDBSdkClient } from './sdk-sender.js';
import type { AttributeRole } from './table-layout.js';
import type { DynamoDBTransport } from './transport.js';

/** Which table, and the names in it. */
export interface DynamoDBTableOptions {
  /** Name or ARN of the table. */
  readonly tableName: string;
  /**
   * The table's partition key, of type S. It holds the record's id.
   *
   * @default 'id'
   */
  readonly partitionKey?: string | undefined;
  /**
   * The table's sort key, of type S, if it has one. All records get the same `value`, so that each still has a
   * partition of its own and none becomes hot.
   *
   * @default none; `value`: `'idempotency'`
   */
  readonly sortKey?: { readonly name: string; readonly value?: string | undefined } | undefined;
  /**
   * Other names for the attributes of a record, by their default names: `{ idempotent_expiry: 'expiration' }` lets a
   * table whose TTL attribute is `expiration` be used as it is. No two attributes may share a name.
   */
  readonly attributes?: { readonly [Role in AttributeRole]?: string | undefined } | undefined;
}

/** How its requests are sent. */
export interface DynamoDBRequestOptions {
  /**
   * A `DynamoDBClient` or `DynamoDBDocumentClient` of the AWS SDK v3, which stays yours to configure and destroy, or
   * another {@link DynamoDBTransport}. A request through an SDK client costs about a quarter more CPU than through the
   * repository's own, for which `clientConfig` may be enough.
   *
   * @default a client of the repository's own
   */
  readonly client?: DynamoDBSdkClient | DynamoDBTransport | undefined;
  /**
   * Settings for the repository's own client, as for a `DynamoDBClient`; not together with `client`.
   *
   * @default region, endpoint and credentials from the environment, connections kept alive, at most 1,000 ms for a
   * connection and 3,000 ms for each try of a request
   */
  readonly clientConfig?: DynamoDBClientConfig | undefined;
  /**
   * Look before claiming: a duplicate is then answered by a read, at half a unit per 4 KB of the record, and not by a
   * refused write, at one unit per 1 KB. A first delivery pays for one read more and takes one round trip longer.
   * Pays, by the bill, above about one duplicate in ten deliveries, sooner for large results.
   *
   * @default false
   */
  readonly readFirst?: boolean | undefined;
}

/** Which table, and how requests reach it: by a client of the repository's own, or by the one given. */
export type DynamoDBRepositoryOptions = DynamoDBTableOptions &
  DynamoDBRequestOptions &
  ({ readonly client?: undefined } | { readonly clientConfig?: undefined });
