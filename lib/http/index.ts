export { IdempotentHttp, type IdempotentHttpDecorator } from './idempotent-http.js';
export { idempotentHttp } from './idempotent-http-function.js';
export { idempotentHttpMiddleware } from './idempotent-http-middleware.js';
export type { IdempotentHttpMiddleware, MiddlewareRequest } from './idempotent-http-middleware.js';
export { callerOf } from './caller.js';
export type { HttpEvent, HttpEventV1, HttpEventV2 } from './http-event.js';
export type { IdempotentHttpOptions } from './http-options.js';
export type { ProblemName } from './problem.js';
export type { ProblemResponse } from './problem-response.js';
