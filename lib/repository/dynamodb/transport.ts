import type {
  GetItemCommandInput,
  GetItemCommandOutput,
  PutItemCommandInput,
  PutItemCommandOutput,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
  UpdateItemCommandInput,
  UpdateItemCommandOutput,
} from '@aws-sdk/client-dynamodb';

/** The four operations of DynamoDB that a repository needs, in the forms of the SDK's low-level client. */
export interface DynamoDBOperations {
  readonly GetItem: { readonly input: GetItemCommandInput; readonly output: Answer<GetItemCommandOutput> };
  readonly PutItem: { readonly input: PutItemCommandInput; readonly output: Answer<PutItemCommandOutput> };
  readonly UpdateItem: { readonly input: UpdateItemCommandInput; readonly output: Answer<UpdateItemCommandOutput> };
  readonly TransactWriteItems: {
    readonly input: TransactWriteItemsCommandInput;
    readonly output: Answer<TransactWriteItemsCommandOutput>;
  };
}

export type DynamoDBOperation = keyof DynamoDBOperations;

type Answer<Output> = Omit<Output, '$metadata'>;

/**
 * The smallest thing that can carry a repository's requests, for those who do not want the SDK's client.
 *
 * It may send a request again after a lost response; every request is built to bear that. It must reject with an
 * `Error` whose `name` is the service's exception (`ConditionalCheckFailedException`, ...), with its `Item` or
 * `CancellationReasons` as the service returned them, in raw attribute values. It must send nothing any more once
 * the signal has aborted.
 */
export interface DynamoDBTransport {
  readonly isDynamoDBTransport: true;
  send<Operation extends DynamoDBOperation>(
    operation: Operation,
    input: DynamoDBOperations[Operation]['input'],
    options: { readonly abortSignal: AbortSignal },
  ): Promise<DynamoDBOperations[Operation]['output']>;
  /** Where the requests go, for error messages. */
  region?(): Promise<string | undefined>;
}
