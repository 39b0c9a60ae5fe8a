import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/** A DynamoDB engine on this machine that specs can talk to. */
export interface Engine {
  /** Where it listens, for example `http://127.0.0.1:8000`. */
  readonly endpoint: string;
  /** A new SDK client for it; `stop` destroys it. The configuration given here wins over the defaults. */
  client(config?: DynamoDBClientConfig): DynamoDBClient;
  /** Ends the clients, then the engine. */
  stop(): Promise<void>;
}

/** Engines verify no signature, but they refuse a key id with anything other than letters and digits. */
const ANY_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** The part that all engines share: clients that know the endpoint and do not outlive the engine. */
export function engineAt(endpoint: string, stopEngine: () => Promise<void>): Engine {
  const clients: DynamoDBClient[] = [];
  return {
    endpoint,
    client(config = {}) {
      const client = new DynamoDBClient({ region: 'us-east-1', credentials: ANY_CREDENTIALS, endpoint, ...config });
      clients.push(client);
      return client;
    },
    async stop() {
      for (const client of clients.splice(0)) client.destroy();
      await stopEngine();
    },
  };
}
