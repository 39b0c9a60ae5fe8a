import { IdempotencyRecordStatus } from '@aws-lambda-powertools/idempotency';
import { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import { IdempotencyItemAlreadyExistsError } from '@aws-lambda-powertools/idempotency';
import type { IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';

/** The least that Powertools can keep its records in: a map, its own condition, and no copies. */
export class PowertoolsMemory extends BasePersistenceLayer {
  private readonly records = new Map<string, IdempotencyRecord>();

  protected async _putRecord(record: IdempotencyRecord): Promise<void> {
    const existing = this.records.get(record.idempotencyKey);
    if (existing !== undefined && !isFree(existing)) {
      throw new IdempotencyItemAlreadyExistsError('The record exists.', existing);
    }
    this.records.set(record.idempotencyKey, record);
  }

  protected async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.records.set(record.idempotencyKey, record);
  }

  protected async _deleteRecord(record: IdempotencyRecord): Promise<void> {
    this.records.delete(record.idempotencyKey);
  }

  protected async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    const record = this.records.get(idempotencyKey);
    if (record === undefined) throw new Error('There is no such record.');
    return record;
  }
}

const isFree = ({ expiryTimestamp = 0, inProgressExpiryTimestamp = 0, status }: IdempotencyRecord): boolean =>
  expiryTimestamp < Date.now() / 1_000 ||
  (status === IdempotencyRecordStatus.INPROGRESS && inProgressExpiryTimestamp < Date.now());
