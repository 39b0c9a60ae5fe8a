import { leastPrivilegeActions } from './least-privilege-policy.js';
import type { TableLayout } from './table-layout.js';

/** What was tried, and where. */
export interface FailureContext {
  /** Completes "Could not ...". */
  readonly task: string;
  readonly layout: TableLayout;
  readonly timeoutMs: number;
  readonly region: string | undefined;
}

/** What is known of an error. */
export interface Failure {
  /** Its name, and the codes by which it and what it consists of go. */
  readonly names: readonly string[];
  /** The names and the messages: to be searched, never to be shown. */
  readonly words: string;
}

interface FailureCase {
  readonly applies: (failure: Failure) => boolean;
  /** Why, and what to do. */
  readonly explain: (context: FailureContext, failure: Failure) => string;
}

const isNamed =
  (...names: readonly string[]) =>
  (failure: Failure): boolean =>
    failure.names.some((name) => names.includes(name));

const says =
  (words: RegExp) =>
  (failure: Failure): boolean =>
    words.test(failure.words);

/** Searched for in the words: clients that wrap an error of the network keep its message rather than its code. */
const NETWORK_CODE = /\b(ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/** The first that applies explains. */
export const FAILURE_CASES: readonly FailureCase[] = [
  {
    applies: isNamed('NoTimeLeft'),
    explain: () => 'no time was left for it; nothing was sent. The call was at its deadline: allow it more time.',
  },
  {
    applies: isNamed('TimeLimitReached'),
    explain: ({ timeoutMs }) =>
      `no answer came within ${timeoutMs} ms; whether a write took effect is unknown. Check the way to DynamoDB ` +
      '(endpoint, VPC endpoint, security groups, proxy) and the time that the call is allowed.',
  },
  {
    applies: isNamed('ResourceNotFoundException'),
    explain: ({ region }) =>
      `there is no such table${region === undefined ? '' : ` in ${region}`}. Create it (idempotencyTable() returns ` +
      'its definition), or correct the option tableName, the region (AWS_REGION, or that of the options client ' +
      'and clientConfig) or the account.',
  },
  {
    applies: isNamed('AccessDeniedException', 'AccessDenied'),
    explain: () =>
      `access is denied. The role needs ${leastPrivilegeActions.join(', ')} on the table ` +
      '(leastPrivilegePolicy() returns the statement), the actions of staged writes on theirs, and the use of the ' +
      'KMS key if a key of your own encrypts it.',
  },
  {
    applies: isNamed(
      'ProvisionedThroughputExceededException',
      'ProvisionedThroughputExceeded',
      'ThrottlingException',
      'ThrottlingError',
      'RequestLimitExceeded',
    ),
    explain: () =>
      'DynamoDB throttled it, its retries included. Raise the capacity of the table, or set it to on-demand ' +
      '(BillingMode PAY_PER_REQUEST).',
  },
  {
    applies: says(/key element does not match|number of conditions on the keys|Missing the key|Type mismatch for key/),
    explain: ({ layout: { partitionKey, sortKey } }) =>
      `the table has another primary key than the options say: partitionKey "${partitionKey}" of type S and ` +
      `${sortKey === undefined ? 'no sortKey' : `sortKey "${sortKey.name}" of type S`}. Set them to the table's own.`,
  },
  {
    applies: says(/item size|size of the item/i),
    explain: () =>
      'the item would be larger than DynamoDB allows (400 KB). Store less: a projection of the result (option ' +
      'result), fewer or smaller steps.',
  },
  {
    applies: isNamed(
      'CredentialsProviderError',
      'UnrecognizedClientException',
      'InvalidSignatureException',
      'IncompleteSignatureException',
      'MissingAuthenticationTokenException',
      'ExpiredTokenException',
      'ExpiredToken',
    ),
    explain: () =>
      'there are no valid AWS credentials. Run under a role, or set them in the environment, or give them (option ' +
      'clientConfig).',
  },
  {
    applies: says(/region is missing/i),
    explain: () => 'no region is set. Set AWS_REGION, or give one (option clientConfig).',
  },
  {
    applies: isNamed('ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'),
    explain: () => 'the AWS SDK cannot be loaded. Install @aws-sdk/client-dynamodb.',
  },
  {
    applies: isNamed('TransactionConflictException', 'TransactionConflict', 'TransactionInProgressException'),
    explain: () => 'transactions kept the item busy, its retries included. Try again later.',
  },
  {
    applies: isNamed('TimeoutError', 'RequestTimeout', 'RequestTimeoutException', 'AbortError', 'ETIMEDOUT'),
    explain: () =>
      'the connection or the request timed out, its retries included; whether a write took effect is unknown. Check ' +
      'the way to DynamoDB (endpoint, VPC endpoint, security groups, proxy).',
  },
  {
    applies: says(NETWORK_CODE),
    explain: (_, { words }) =>
      `DynamoDB cannot be reached (${NETWORK_CODE.exec(words)?.[0]}); whether a write took effect is unknown. Check ` +
      'the endpoint, the region and the network.',
  },
  {
    applies: isNamed('InternalServerError', 'InternalFailure', 'ServiceUnavailable', 'ServiceUnavailableException'),
    explain: () =>
      'DynamoDB failed internally, the retries included; whether a write took effect is unknown. Try again later.',
  },
];

export const UNKNOWN_FAILURE: Pick<FailureCase, 'explain'> = {
  explain: (_, { names }) =>
    `the request failed (${names.length === 0 ? 'an error without a name' : names.join(', ')}); the error of the ` +
    'client is the cause of this one.',
};
