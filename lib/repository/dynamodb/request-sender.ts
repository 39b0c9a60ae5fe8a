import type { LimitSignal } from './limit-signal.js';
import type { DynamoDBOperation, DynamoDBOperations, DynamoDBTransport } from './transport.js';

/** How a repository sends its requests: a transport, told of its limit in the form that costs least. */
export interface RequestSender {
  send<Operation extends DynamoDBOperation>(
    operation: Operation,
    input: DynamoDBOperations[Operation]['input'],
    limit: LimitSignal,
  ): Promise<DynamoDBOperations[Operation]['output']>;
  region(): Promise<string | undefined>;
}

/** Sends through a transport that a user brought. */
export const transportSender = (transport: DynamoDBTransport): RequestSender => ({
  send: (operation, input, { abortSignal }) => transport.send(operation, input, { abortSignal }),
  region: async () => transport.region?.(),
});
