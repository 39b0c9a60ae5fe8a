import type { PayloadKey } from './content-key.js';
import { identifierAt, optionalIdentifierAt } from './identifier.js';

/** What the preset reads of one record of an S3 event notification. */
export interface S3Record {
  readonly s3: {
    readonly bucket: { readonly name: string };
    readonly object: {
      readonly key: string;
      readonly versionId?: string | null | undefined;
      readonly sequencer: string;
    };
  };
}

const bucket = identifierAt('s3.bucket.name');
const key = identifierAt('s3.object.key');
const version = optionalIdentifierAt('s3.object.versionId?');
const sequencer = identifierAt('s3.object.sequencer');

/** Keys for a method of one record of an S3 event notification. */
export const s3: {
  /**
   * Bucket, key, version and sequencer: one for each write or removal of an object, and the same for all deliveries of
   * its notification. Notifications about anything else have no sequencer, and so no key of this kind.
   *
   * @example
   * ```ts
   * @Idempotent({ key: s3.change(), ttl: '48h' })
   * async onUpload(record: S3EventRecord): Promise<void> {}
   * ```
   */
  change(): PayloadKey<S3Record>;
} = {
  change: () => (record) => [bucket(record), key(record), version(record), sequencer(record)],
};
