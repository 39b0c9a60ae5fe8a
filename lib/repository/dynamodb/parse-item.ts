import { epochMs, epochSeconds } from '../epoch.js';
import type { IdempotencyRecord, RecordStatus, StoredStep } from '../record.js';
import { ItemReader } from './item-reader.js';
import { STEP_EXPIRY, STEP_RESULT, stepName } from './stored-step.js';
import type { Item, TableLayout } from './table-layout.js';

/**
 * The record in an item. What makes a record what it is must be there, such as the lease of a running one; attributes
 * that are none of a record's are ignored.
 *
 * @throws IdempotencyRepositoryError naming the damaged attribute.
 */
export function parseItem({ tableName, partitionKey, attributes: name }: TableLayout, item: Item): IdempotencyRecord {
  const read = new ItemReader(tableName, item);
  const status = parseStatus(read, name.status);
  const leased = status === 'IN_PROGRESS' || read.has(name.in_progress_expiry);
  const hasResult = status === 'COMPLETE' || read.has(name.result);
  return {
    id: read.text(partitionKey),
    status,
    owner: read.text(name.owner),
    fence: read.wholeNumber(name.fence),
    attempts: read.wholeNumber(name.attempts),
    openAttempts: read.has(name.open_attempts) ? read.wholeNumber(name.open_attempts) : 0,
    leaseEndsAtMs: leased ? epochMs(read.wholeNumber(name.in_progress_expiry)) : undefined,
    expiresAtSeconds: epochSeconds(read.wholeNumber(name.idempotent_expiry)),
    fingerprint: read.text(name.fingerprint),
    startedAtMs: epochMs(read.wholeNumber(name.started_at)),
    result: hasResult ? read.storedResult(name.result) : undefined,
    error: read.has(name.error) ? read.text(name.error) : undefined,
    steps: read.has(name.steps) ? parseSteps(read, tableName, name.steps) : new Map(),
  };
}

const STATUSES: Readonly<Record<RecordStatus, true>> = {
  IN_PROGRESS: true,
  COMPLETE: true,
  FAILED: true,
  IN_DOUBT: true,
};

const isStatus = (text: string): text is RecordStatus => Object.hasOwn(STATUSES, text);

function parseStatus(read: ItemReader, name: string): RecordStatus {
  const status = read.text(name);
  return isStatus(status) ? status : read.refuse(name, `one of ${Object.keys(STATUSES).join(', ')}`);
}

function parseSteps(read: ItemReader, tableName: string, attribute: string): ReadonlyMap<string, StoredStep> {
  const members = read.map(attribute);
  const steps = new Map<string, StoredStep>();
  for (const member of Object.keys(members)) {
    const name = stepName(member);
    const entry = members[member]?.M;
    if (name === undefined || !entry) return read.refuse(attribute, 'a map of steps');
    const step = new ItemReader(tableName, entry, `${attribute}.*.`);
    steps.set(name, {
      result: step.storedResult(STEP_RESULT),
      expiresAtSeconds: epochSeconds(step.wholeNumber(STEP_EXPIRY)),
    });
  }
  return steps;
}
