import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

/** One DynamoDB write, as an entry of the document client's `TransactItems`: put, update, delete, condition check. */
export type StagedItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
