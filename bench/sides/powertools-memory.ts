import { IdempotencyItemAlreadyExistsError, IdempotencyRecordStatus } from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer, IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';

type Fields = ConstructorParameters<typeof IdempotencyRecord>[0];

/**
 * The least that Powertools can keep its records in: a map and its own condition. Results are kept as text, so that a
 * duplicate gets a copy of its own, as it does from every store beyond this process and from ours.
 */
export class PowertoolsMemory extends BasePersistenceLayer {
  private readonly records = new Map<string, Fields & { readonly text: string | undefined }>();

  protected async _putRecord(record: IdempotencyRecord): Promise<void> {
    const existing = this.records.get(record.idempotencyKey);
    if (existing !== undefined && !isFree(existing)) {
      throw new IdempotencyItemAlreadyExistsError('The record exists.', read(existing));
    }
    this.keep(record);
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.keep(record);
  }

  protected async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    this.records.delete(record.idempotencyKey);
  }

  protected async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    const record = this.records.get(idempotencyKey);
    if (record === undefined) throw new Error('There is no such record.');
    return read(record);
  }

  private keep(record: IdempotencyRecord): void {
    this.records.set(record.idempotencyKey, {
      idempotencyKey: record.idempotencyKey,
      status: record.getStatus(),
      expiryTimestamp: record.expiryTimestamp,
      inProgressExpiryTimestamp: record.inProgressExpiryTimestamp,
      payloadHash: record.payloadHash,
      text: record.responseData === undefined ? undefined : JSON.stringify(record.responseData),
    } as Fields & { readonly text: string | undefined });
  }
}

const isFree = ({ expiryTimestamp = 0, inProgressExpiryTimestamp = 0, status }: Fields): boolean =>
  expiryTimestamp < Date.now() / 1_000 ||
  (status === IdempotencyRecordStatus.INPROGRESS && inProgressExpiryTimestamp < Date.now());

const read = ({ text, ...fields }: Fields & { readonly text: string | undefined }): IdempotencyRecord =>
  new IdempotencyRecord({ ...fields, ...(text === undefined ? {} : { responseData: JSON.parse(text) as never }) });
