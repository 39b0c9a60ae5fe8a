import { decodeAnswer, type Answer } from './decode-answer.js';
import type { HttpAnswer } from './http-exchange.js';

/** What is known of the tries of a failed request. */
export interface ErrorMetadata {
  readonly httpStatusCode?: number;
  /** By which AWS finds the request. */
  readonly requestId?: string | undefined;
  readonly attempts?: number;
  /** The clock was put right by this answer: the request may be sent again. */
  readonly clockSkewCorrected?: true;
}

/** An exception of DynamoDB, in the shape in which the SDK throws it. Its message may quote values of the request. */
export class DynamoDBServiceError extends Error {
  readonly $fault: 'client' | 'server';
  $metadata: ErrorMetadata;
  /** Present on those that DynamoDB's model declares retryable. */
  readonly $retryable?: Record<string, never>;
  readonly Item?: Answer['Item'];
  readonly CancellationReasons?: Answer['CancellationReasons'];

  constructor(name: string, message: string, { status, headers }: HttpAnswer, members: Answer = {}) {
    super(message);
    this.name = name;
    this.$fault = status < 500 ? 'client' : 'server';
    this.$metadata = { httpStatusCode: status, requestId: textOf(headers['x-amzn-requestid']) };
    if (RETRYABLE.includes(name)) this.$retryable = {};
    if (members.Item !== undefined) this.Item = members.Item;
    if (members.CancellationReasons !== undefined) this.CancellationReasons = members.CancellationReasons;
  }
}

/** The rules of retrying know the others by name, by status or not at all. */
const RETRYABLE = ['ReplicatedWriteConflictException', 'MalformedAnswerError'];

/** The error that an answer other than a success is. */
export function serviceError(answer: HttpAnswer): DynamoDBServiceError {
  const members = decodeAnswer(answer.body);
  const name = exceptionName(members?.__type) ?? exceptionName(answer.headers['x-amzn-errortype']);
  const message = textOf(members?.message) ?? textOf(members?.Message);
  if (name !== undefined) return new DynamoDBServiceError(name, withoutToken(message ?? name), answer, members);
  return new DynamoDBServiceError(
    answer.status >= 500 ? 'ServiceUnavailable' : 'UnknownError',
    `The answer, of status ${answer.status}, is no exception of DynamoDB: something on the way to it gave it.`,
    answer,
  );
}

/** A success that cannot be read. Whether a write took effect is unknown, and sending it again is safe. */
export const malformedAnswer = (answer: HttpAnswer): DynamoDBServiceError =>
  new DynamoDBServiceError('MalformedAnswerError', 'The answer is not a JSON object.', answer);

/** `com.amazonaws.dynamodb.v20120810#ResourceNotFoundException:http://...`: what is between the two marks. */
const exceptionName = (type: unknown): string | undefined => {
  const name = textOf(type)?.replace(/^[^#]*#/, '').replace(/:.*$/s, '');
  return name === '' ? undefined : name;
};

/** A signature that does not match is answered with what should have been signed, the session token included. */
const withoutToken = (message: string): string => message.replace(/(x-amz-security-token:)[^\s']+/gi, '$1...');

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
