import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * Per try. Far above what DynamoDB needs (milliseconds), and low enough that a dead connection is given up and the
 * request tried again within the time of an ordinary call: the SDK by itself waits without end.
 */
const CONNECTION_TIMEOUT_MS = 1_000;
const REQUEST_TIMEOUT_MS = 3_000;

/** A client for those who bring none. Region, endpoint and credentials come from the environment; it keeps alive. */
export const ownClient = (sdk: typeof import('@aws-sdk/client-dynamodb')): DynamoDBClient =>
  new sdk.DynamoDBClient({
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      // Without it, recent SDKs only log that the time is over.
      throwOnRequestTimeout: true,
    },
  });
