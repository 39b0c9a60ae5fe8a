import { isFromLoadBalancer, wantsMultiValueHeaders, type HttpEvent } from './http-event.js';
import type { HttpPolicy } from './parse-http-options.js';
import type { Problem } from './problem.js';

/** A response that all of API Gateway, function URLs and Application Load Balancers understand. */
export interface ProblemResponse {
  readonly statusCode: number;
  /** Application Load Balancers only. */
  readonly statusDescription?: string;
  readonly headers?: { readonly [name: string]: string };
  /** Instead of `headers`, for target groups with multi-value headers. */
  readonly multiValueHeaders?: { readonly [name: string]: readonly string[] };
  /** `type`, `title`, `status` and `detail` as JSON. */
  readonly body: string;
  readonly isBase64Encoded: false;
}

type ProblemPolicy = Pick<HttpPolicy, 'problemTypes' | 'problemHeaders'>;

const REASONS: Readonly<Record<Problem['status'], string>> = {
  400: 'Bad Request',
  409: 'Conflict',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

export function problemResponse(event: HttpEvent, problem: Problem, policy: ProblemPolicy): ProblemResponse {
  const { name, status, title, detail, retryAfterSeconds } = problem;
  const headers = {
    ...policy.problemHeaders(event),
    'Content-Type': 'application/problem+json',
    ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) }),
  };
  return {
    statusCode: status,
    ...(isFromLoadBalancer(event) ? { statusDescription: `${status} ${REASONS[status]}` } : {}),
    ...(wantsMultiValueHeaders(event) ? { multiValueHeaders: inLists(headers) } : { headers }),
    body: JSON.stringify({ type: `${policy.problemTypes}${name}`, title, status, detail }),
    isBase64Encoded: false,
  };
}

const inLists = (headers: Readonly<Record<string, string>>): Record<string, readonly string[]> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
