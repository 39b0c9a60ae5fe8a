import { plainFunction } from '../decorators/plain-function.js';
import { guardHttp } from './guard-http.js';
import type { HttpEvent } from './http-event.js';
import type { IdempotentHttpOptions } from './http-options.js';

/** What middy hands to its middlewares, as far as this one looks at it. */
export interface MiddlewareRequest {
  readonly event: unknown;
  readonly context: unknown;
  response?: unknown;
  error?: unknown;
}

/** A middleware of middy. */
export interface IdempotentHttpMiddleware {
  before(request: MiddlewareRequest): Promise<unknown>;
  after(request: MiddlewareRequest): Promise<void>;
  onError(request: MiddlewareRequest): Promise<void>;
}

/**
 * {@link IdempotentHttp} as a middleware of middy. Add it **last**, so that nothing stands between it and the handler:
 * middy skips `after` when a later middleware answers early, and the record would stay claimed until its lease is over.
 *
 * Guarding the base handler, `middy(idempotentHttp(handler))`, is the better form where possible: `execution()` works
 * there, and no order of middlewares can break it. Under the middleware `execution()` does not work, since a middleware
 * cannot put the handler into an asynchronous context of its own.
 *
 * @param options those of {@link IdempotentHttp}; `operation` is needed, because a middleware does not know the
 * handler's name.
 * @throws IdempotencyConfigurationError as {@link IdempotentHttp}.
 *
 * @example
 * ```ts
 * async function pay(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyResultV2> {
 *   return { statusCode: 201, body: event.rawPath };
 * }
 *
 * export const handler = middy(pay).use(
 *   idempotentHttpMiddleware({ operation: 'pay', repository: new DynamoDBRepository({ tableName: 'idempotency' }) }),
 * );
 * ```
 */
export function idempotentHttpMiddleware(
  options: IdempotentHttpOptions & { readonly operation: string },
): IdempotentHttpMiddleware {
  const handled = plainFunction('idempotentHttpMiddleware', untilHandled, idempotentHttpMiddleware);
  const guarded = guardHttp(handled, options);
  const passages = new WeakMap<MiddlewareRequest, Passage>();

  return {
    async before(request) {
      const passage = new Passage();
      // An async function that takes these: see untilHandled.
      passage.answer = guarded(request.event, request.context, passage) as Promise<unknown>;
      const early = await Promise.race([passage.entered, passage.answer]);
      // middy runs the handler where `before` gives nothing: an answer without a value must not look like that.
      if (!passage.isEntered) return early ?? null;
      passages.set(request, passage);
      return undefined;
    },

    async after(request) {
      const passage = passages.get(request);
      passage?.leave(request.response);
      if (passage) request.response = await passage.answer;
    },

    async onError(request) {
      const passage = passages.get(request);
      if (!passage) return;
      passage.fail(request.error);
      try {
        const answer = await passage.answer;
        request.response ??= answer;
      } catch (error) {
        request.error = error;
      }
    },
  };
}

/** The guarded method: it lasts from the end of `before` to the beginning of `after` or `onError`. */
const untilHandled = (_event: HttpEvent, _context: unknown, passage: Passage): Promise<unknown> => passage.enter();

/** One request on its way through the handler. */
class Passage {
  answer: Promise<unknown> = Promise.resolve();
  isEntered = false;
  leave!: (response: unknown) => void;
  fail!: (error: unknown) => void;
  private enterNow!: () => void;
  readonly entered = new Promise<void>((resolve) => (this.enterNow = resolve));
  private readonly handled = new Promise<unknown>((resolve, reject) => {
    this.leave = resolve;
    this.fail = reject;
  });

  enter(): Promise<unknown> {
    this.isEntered = true;
    this.enterNow();
    return this.handled;
  }
}
