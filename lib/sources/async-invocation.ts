import { UnusableKeyValue } from '../key/unusable-key-value.js';
import { identifierAt } from './identifier.js';

/** What the preset reads of a Lambda context. */
export interface InvocationContext {
  readonly awsRequestId: string;
}

const requestId = identifierAt('awsRequestId');

function requestIdOf(_payload: unknown, context: InvocationContext): string {
  if (context === undefined) throw new UnusableKeyValue('context', 'was not given to the method');
  return requestId(context);
}

/** Keys for a method that is invoked asynchronously, with any payload: `InvocationType: 'Event'`. */
export const asyncInvocation: {
  /**
   * The request id in the Lambda context, the method's second argument: Lambda's own retries of an asynchronous
   * invocation keep it. A caller that invokes again gets another one, and so does every synchronous invocation.
   *
   * @example
   * ```ts
   * @Idempotent({ key: asyncInvocation.requestId(), ttl: '12h' })
   * async onJob(job: Job, context: Context): Promise<void> {}
   * ```
   */
  requestId(): (payload: unknown, context: InvocationContext) => unknown;
} = {
  requestId: () => requestIdOf,
};
