import type { DynamoDBClient, DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { CommandClient } from './command-client.js';
import type { LimitSignal } from './limit-signal.js';

/**
 * Per try. Far above what DynamoDB needs (milliseconds), and low enough that a dead connection is given up and the
 * request tried again within the time of an ordinary call: the SDK by itself waits without end.
 */
const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 3_000;

const TIMES = {
  connectionTimeout: CONNECTION_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  // Without it, recent SDKs only log that the time is over.
  throwOnRequestTimeout: true,
};

/**
 * A client for those who bring none. What the settings do not say (region, endpoint and credentials), the SDK takes
 * from the environment; it keeps alive.
 *
 * The way of a command through it is put together once. The SDK does that only for requests without options, and a
 * signal is an option: limits go another way, by the input, which reaches the client's last step as it was given.
 */
export function ownClient(
  { DynamoDBClient }: typeof import('./sdk.js'),
  settings: DynamoDBClientConfig = {},
): CommandClient {
  const requestHandler = isHandler(settings.requestHandler)
    ? settings.requestHandler
    : { ...TIMES, ...settings.requestHandler };
  // An extension may set anything anew.
  const isExtended = settings.extensions !== undefined && settings.extensions.length > 0;
  // Retry strategies of the SDK's first kind add to what all requests of a command would share.
  const cacheMiddleware = settings.retryStrategy === undefined && !isExtended;
  const client = new DynamoDBClient({ ...settings, cacheMiddleware, requestHandler });
  // Without a logger it logs nothing, and yet makes a copy of all that it would log.
  if (settings.logger === undefined) client.middlewareStack.remove('loggerMiddleware');
  const limits = new WeakMap<object, LimitSignal>();
  keepToLimits(client, limits, isHandler(settings.requestHandler) || isExtended);
  return {
    send(command, limit) {
      limits.set(command.input, limit);
      // One of the commands that the repository sends; their classes are known by name only.
      return client.send(command as never);
    },
    region: () => client.config.region(),
  };
}

type HttpHandler = DynamoDBClient['config']['requestHandler'];

const isHandler = (given: DynamoDBClientConfig['requestHandler']): given is HttpHandler =>
  typeof given === 'object' && 'handle' in given;

/**
 * Sends each try itself, under the limit of its input: the client's very last step.
 *
 * @param isForeign the handler is the user's own: nothing but the platform's signal is sure to be understood.
 */
function keepToLimits(
  { middlewareStack, config }: DynamoDBClient,
  limits: WeakMap<object, LimitSignal>,
  isForeign: boolean,
): void {
  middlewareStack.add(
    () => async (step) => {
      const limit = limits.get(step.input);
      const abortSignal = isForeign ? limit?.abortSignal : limit;
      // The SDK types a request as unknown between its steps; its own last step does the same.
      const request = step.request as Parameters<HttpHandler['handle']>[0];
      const { response } = await config.requestHandler.handle(request, { abortSignal });
      // The step around this one makes the output from the response.
      return { response } as never;
    },
    { step: 'deserialize', priority: 'low', name: 'idempotentHandlersLimit' },
  );
}
