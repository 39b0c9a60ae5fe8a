import { randomUUID } from 'node:crypto';
import { types } from 'node:util';
import type { DynamoDBOperation, DynamoDBOperations } from '../repository/dynamodb/transport.js';

type Input = DynamoDBOperations[DynamoDBOperation]['input'];

/**
 * The body of a request, in AWS JSON 1.0. A transaction gets a token, the same in all its tries, as the SDK does it:
 * DynamoDB then answers a retry of a lost response with the first outcome.
 */
export function encodeRequest(operation: DynamoDBOperation, input: Input): string {
  const token = operation === 'TransactWriteItems' ? { ClientRequestToken: randomUUID() } : undefined;
  return JSON.stringify(token === undefined ? input : { ...token, ...input }, withBytesAsText);
}

/** Looks at the member itself: `value` of a Buffer already is what its `toJSON` made of it. */
function withBytesAsText(this: Readonly<Record<string, unknown>>, name: string, value: unknown): unknown {
  const member = this[name];
  return types.isUint8Array(member)
    ? Buffer.from(member.buffer, member.byteOffset, member.byteLength).toString('base64')
    : value;
}
