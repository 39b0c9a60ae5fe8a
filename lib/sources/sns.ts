import { contentKey, type ContentKey, type PayloadKey } from './content-key.js';
import { parseJson } from './decoded-text.js';
import { identifierAt } from './identifier.js';

/** What the presets read of one record of an SNS event. */
export interface SnsRecord {
  readonly Sns: { readonly MessageId: string; readonly Message: string };
}

const PLACE = 'Sns.Message';
const messageId = identifierAt('Sns.MessageId');
const message = identifierAt(PLACE);

/**
 * Keys for a method of one SNS record, as SNS hands it to a Lambda function. An SNS event holds exactly one; for a
 * method of the whole event see {@link onlyRecord}.
 */
export const sns: {
  /** The id that SNS gave the message: the same for all its deliveries, another one when it is published again. */
  messageId(): PayloadKey<SnsRecord>;
  /** Members of the JSON message: the same for every message about the same thing. */
  readonly message: ContentKey<SnsRecord>;
} = {
  messageId: () => messageId,
  message: contentKey('sns.message', (record) => ({ place: PLACE, value: parseJson(message(record), PLACE) })),
};
