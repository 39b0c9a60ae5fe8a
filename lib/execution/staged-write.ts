import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';

/** One DynamoDB write, as an entry of the document client's `TransactItems`: `Put`, `Update`, `Delete`, `ConditionCheck`. */
export type StagedItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
