import type { ProxiedRequest } from '../engines/fault-proxy.js';

/** The requests of one execution, in the order in which they are sent. */
export const REQUESTS = ['claim', 'reserve', 'step', 'charge', 'renewal', 'commit'] as const;
export type RequestName = (typeof REQUESTS)[number];

/** How far a request has come. */
export const STAGES = ['lost', 'in flight', 'applied'] as const;
export type Stage = (typeof STAGES)[number];

/** A point in the life of an invocation at which something happens to its process. */
export type Moment =
  /** `afterMs` after the process took the event. */
  | { readonly at: 'time'; readonly afterMs: number }
  /**
   * While the process waits for a request's answer: before the request reaches DynamoDB, which it then never does
   * (`lost`) or does later (`in flight`); or once it has taken effect (`applied`).
   */
  | { readonly at: 'request'; readonly request: RequestName; readonly stage: Stage }
  /** `afterMs` after the process was sent a request's answer. */
  | { readonly at: 'answered'; readonly request: RequestName; readonly afterMs: number }
  /** When the process has posted its response, and was not told that it arrived. */
  | { readonly at: 'posted' };

/** A lease of a second is renewed after a third of it. */
const WORK_UNTIL_RENEWED_MS = 700;

/** How long the method has to work for the moment to come. */
export const workMsUntil = (moment: Moment): number =>
  'request' in moment && moment.request === 'renewal' ? WORK_UNTIL_RENEWED_MS : 0;

/** Which of the requests this is; undefined for any other. */
export function requestName({ operation, body }: ProxiedRequest): RequestName | undefined {
  if (operation === 'TransactWriteItems') return 'commit';
  if (operation !== 'UpdateItem') return undefined;
  const values = JSON.stringify(body['ExpressionAttributeValues']);
  if (values.includes('reserve/')) return 'reserve';
  if (values.includes('charge/')) return 'charge';
  if (values.includes(':one')) return 'claim';
  if (values.includes(':step')) return 'step';
  return values.includes(':leaseEnd') ? 'renewal' : undefined;
}
