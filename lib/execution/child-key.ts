import { createHash } from 'node:crypto';
import { IdempotencyConfigurationError } from '../errors/configuration-error.js';

/**
 * An identifier for a further request that follows from this one: it depends on the record's id and the label alone,
 * so every attempt, in every process, gets the same.
 *
 * @throws IdempotencyConfigurationError for a label that is none: all such requests would be one to the other service.
 */
export function childKey(recordId: string, label: string): string {
  if (typeof label === 'string') return digest(recordId, label);
  throw new IdempotencyConfigurationError(
    `childKey: the label must be a string, but is ${typeof label}. Requests of one label are one to the service that ` +
      'they are sent to: name what sets this one apart.',
    { operation: recordId.slice(0, recordId.lastIndexOf('#')) },
  );
}

const digest = (recordId: string, label: string): string =>
  createHash('sha256').update(JSON.stringify(['idempotent-handlers/child-key/1', recordId, label])).digest('hex');
