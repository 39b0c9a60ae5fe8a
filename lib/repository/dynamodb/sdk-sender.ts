import type { DynamoDBClient, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Command, CommandClient } from './command-client.js';
import type { LimitSignal } from './limit-signal.js';
import { ownClient } from './own-client.js';
import type { RequestSender } from './request-sender.js';
import type { DynamoDBOperation, DynamoDBOperations } from './transport.js';

/**
 * What a repository needs of an SDK client. `DynamoDBClient` and `DynamoDBDocumentClient` both have it: low-level
 * commands pass through a document client as they are.
 */
export interface DynamoDBSdkClient {
  send(command: never, options?: { readonly abortSignal?: AbortSignal }): Promise<unknown>;
  readonly config?: Pick<DynamoDBClient['config'], 'region'>;
}

type Sdk = typeof import('./sdk.js');

type Commands = {
  readonly [Operation in DynamoDBOperation]: new (input: DynamoDBOperations[Operation]['input']) => Command;
};

interface Ready {
  readonly client: CommandClient;
  readonly commands: Commands;
}

/**
 * Sends through a client of the AWS SDK: the one given, or one of its own. The SDK is loaded from the moment a
 * sender is made, without being waited for, and not before: who uses no such client does not pay for it.
 */
export class SdkSender implements RequestSender {
  readonly #loading: Promise<Ready>;

  /** @param connect chooses the client, once the SDK is there. */
  constructor(connect: (sdk: Sdk) => CommandClient) {
    this.#loading = load(connect);
    // Reported by the first request; until then nobody listens.
    this.#loading.catch(() => undefined);
  }

  async send<Operation extends DynamoDBOperation>(
    operation: Operation,
    input: DynamoDBOperations[Operation]['input'],
    limit: LimitSignal,
  ): Promise<DynamoDBOperations[Operation]['output']> {
    const { client, commands } = await this.#loading;
    const answer = await client.send(new commands[operation](input), limit);
    // Stands for the SDK's own pairing of a command with its output, which `Commands` keeps by name.
    return answer as DynamoDBOperations[Operation]['output'];
  }

  async region(): Promise<string | undefined> {
    return (await this.#loading).client.region();
  }
}

async function load(connect: (sdk: Sdk) => CommandClient): Promise<Ready> {
  const sdk = await import('./sdk.js');
  return {
    client: connect(sdk),
    commands: {
      GetItem: sdk.GetItemCommand,
      PutItem: sdk.PutItemCommand,
      UpdateItem: sdk.UpdateItemCommand,
      TransactWriteItems: sdk.TransactWriteItemsCommand,
    },
  };
}

/** Sends through a client that a user brought. */
export const givenClientSender = (client: DynamoDBSdkClient): SdkSender => new SdkSender(() => givenClient(client));

/** Sends through a client of the repository's own. */
export const ownClientSender = (settings: DynamoDBClientConfig | undefined): SdkSender =>
  new SdkSender((sdk) => ownClient(sdk, settings));

/** A user's client may send in any way: nothing but the platform's own signal is sure to be understood. */
const givenClient = (client: DynamoDBSdkClient): CommandClient => ({
  send: (command, { abortSignal }) => client.send(command as never, { abortSignal }),
  region: () => client.config?.region(),
});
