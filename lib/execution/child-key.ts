import { createHash } from 'node:crypto';

/**
 * An identifier for a further request that follows from this one: it depends on the record's id and the label alone,
 * so every attempt, in every process, gets the same.
 */
export const childKey = (recordId: string, label: string): string =>
  createHash('sha256').update(JSON.stringify(['idempotent-handlers/child-key/1', recordId, label])).digest('hex');
