/**
 * What the repository uses of the SDK, to be imported when it is needed. By names, so that bundlers leave out the rest
 * of it; and by a module of one's own, since in CommonJS an import() of another package would start Node's loader of
 * ES modules, which takes longer than all else at the start of a process.
 */
export {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
