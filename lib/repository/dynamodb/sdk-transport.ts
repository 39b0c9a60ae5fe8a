import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ownClient } from './own-client.js';
import type { DynamoDBOperation, DynamoDBOperations, DynamoDBTransport } from './transport.js';

type Sdk = typeof import('@aws-sdk/client-dynamodb');

/**
 * What a repository needs of an SDK client. `DynamoDBClient` and `DynamoDBDocumentClient` both have it: low-level
 * commands pass through a document client as they are.
 */
export interface DynamoDBSdkClient {
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
  readonly config?: Pick<DynamoDBClient['config'], 'region'>;
}

type Commands = {
  readonly [Operation in DynamoDBOperation]: new (input: DynamoDBOperations[Operation]['input']) => unknown;
};

interface Ready {
  readonly client: DynamoDBSdkClient;
  readonly commands: Commands;
}

/**
 * Sends through a client of the AWS SDK: the one given, or one of its own. The SDK is loaded from the moment a
 * transport is made, without being waited for, and not before: who uses no such transport does not pay for it.
 */
export class SdkTransport implements DynamoDBTransport {
  readonly isDynamoDBTransport = true;
  readonly #loading: Promise<Ready>;

  constructor(client?: DynamoDBSdkClient) {
    this.#loading = load(client);
    // Reported by the first request; until then nobody listens.
    this.#loading.catch(() => undefined);
  }

  async send<Operation extends DynamoDBOperation>(
    operation: Operation,
    input: DynamoDBOperations[Operation]['input'],
    options: { readonly abortSignal: AbortSignal },
  ): Promise<DynamoDBOperations[Operation]['output']> {
    const { client, commands } = await this.#loading;
    const command = new commands[operation](input);
    // The two casts stand for the SDK's own pairing of a command with its output, which `Commands` keeps by name.
    return (await client.send(command as never, options)) as DynamoDBOperations[Operation]['output'];
  }

  async region(): Promise<string | undefined> {
    const { client } = await this.#loading;
    return client.config?.region();
  }
}

async function load(client: DynamoDBSdkClient | undefined): Promise<Ready> {
  const sdk: Sdk = await import('@aws-sdk/client-dynamodb');
  return {
    client: client ?? ownClient(sdk),
    commands: {
      GetItem: sdk.GetItemCommand,
      PutItem: sdk.PutItemCommand,
      UpdateItem: sdk.UpdateItemCommand,
      TransactWriteItems: sdk.TransactWriteItemsCommand,
    },
  };
}
